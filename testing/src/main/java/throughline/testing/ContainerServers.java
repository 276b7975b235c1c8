package throughline.testing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers as containers, for machines with a Docker engine. The images are those of {@code docker-compose.yml}. */
final class ContainerServers implements Servers {

    private static final DockerImageName MONGODB = DockerImageName.parse("mongo:8.0");
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.2.1");
    private static final DockerImageName MAILPIT = DockerImageName.parse("axllent/mailpit:v1.27");
    private static final int SMTP = 1025;
    private static final int HTTP = 8025;

    private @Nullable MongoDBContainer mongodb;
    private @Nullable KafkaContainer kafka;
    private @Nullable GenericContainer<?> mailpit;

    @Override
    public synchronized String mongodbUri() {
        if (mongodb == null) {
            mongodb = new MongoDBContainer(MONGODB).withReplicaSet();
            mongodb.start();
        }
        return mongodb.getReplicaSetUrl();
    }

    @Override
    public synchronized String kafka() {
        if (kafka == null) {
            kafka = new KafkaContainer(KAFKA)
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            kafka.start();
        }
        return kafka.getBootstrapServers();
    }

    @Override
    public synchronized Optional<Mailpit> mailpit() {
        if (mailpit == null) {
            mailpit = new GenericContainer<>(MAILPIT).withExposedPorts(SMTP, HTTP);
            mailpit.start();
        }
        var api = "http://" + mailpit.getHost() + ":" + mailpit.getMappedPort(HTTP);
        return Optional.of(new Mailpit(mailpit.getHost(), mailpit.getMappedPort(SMTP), api));
    }

    @Override
    public synchronized void close() {
        if (mongodb != null) {
            mongodb.stop();
        }
        if (kafka != null) {
            kafka.stop();
        }
        if (mailpit != null) {
            mailpit.stop();
        }
    }
}
