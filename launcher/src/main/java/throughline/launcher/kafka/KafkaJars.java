package throughline.launcher.kafka;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import throughline.launcher.CannotStart;

/** Where the build has laid the broker's jars: {@code launcher/kafka/target/lib}, seen from the launcher's own classes or jar. */
public final class KafkaJars {

    private KafkaJars() {}

    public static Path folder() {
        for (var place = ownPlace(); place != null; place = place.getParent()) {
            var jars = place.resolve("kafka/target/lib");
            if (Files.isDirectory(jars)) {
                return jars;
            }
        }
        throw new CannotStart(
                "Kafka's jars are not there yet: ./mvnw -q -Dquick generate-resources -pl launcher/kafka lays them out.");
    }

    private static Path ownPlace() {
        try {
            return Path.of(KafkaJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
