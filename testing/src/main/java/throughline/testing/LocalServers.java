package throughline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.launcher.kafka.KafkaBroker;
import throughline.launcher.kafka.KafkaJars;
import throughline.launcher.mongod.Mongod;
import throughline.launcher.mongod.MongodBinary;
import throughline.launcher.process.Home;
import throughline.launcher.process.Ports;
import throughline.launcher.process.Progress;
import throughline.launcher.process.Supervisor;

/** The same mongod and Kafka that {@code ./throughline run} starts, in a home that is deleted at the end. */
final class LocalServers implements Servers {

    private @Nullable Home home;
    private @Nullable Supervisor supervisor;

    @Override
    public synchronized String mongodbUri() {
        var place = home();
        var mongod =
                new Mongod(MongodBinary.find(System.getenv(), Progress.SILENT), place, new Ports(place).port("mongod"));
        supervisor(place).start(mongod.child());
        return mongod.uri("test");
    }

    @Override
    public synchronized String kafka() {
        var place = home();
        var ports = new Ports(place);
        var broker = new KafkaBroker(KafkaJars.folder(), place, ports.port("kafka"), ports.port("kafka-controller"));
        supervisor(place).start(broker.child());
        return broker.bootstrapServers();
    }

    @Override
    public Optional<Mailpit> mailpit() {
        return Optional.empty();
    }

    private Home home() {
        if (home == null) {
            try {
                home = Home.at(Files.createTempDirectory(TestFolder.folder(), "servers-"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return home;
    }

    private Supervisor supervisor(Home place) {
        if (supervisor == null) {
            supervisor = Supervisor.of(place, Progress.SILENT);
            Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        }
        return supervisor;
    }

    @Override
    public synchronized void close() {
        if (supervisor != null) {
            supervisor.close();
        }
        if (home != null) {
            TestFolder.delete(home.directory());
        }
    }
}
