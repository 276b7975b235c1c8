package throughline.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

@SpringBootTest(classes = IsolationTests.class, properties = "throughline.home=/stated/by/the/test")
class IsolationTests {

    @Autowired
    private Environment environment;

    @Test
    void contextPointsAtTheServersUnderNamesOfItsOwn() {
        assertThat(environment.getProperty("spring.mongodb.uri")).contains("/isolationtests_");
        assertThat(environment.getProperty("spring.kafka.bootstrap-servers")).isEqualTo(Infrastructure.kafka());
        assertThat(environment.getProperty("throughline.topics.prefix")).matches("isolationtests_[0-9a-f]{6}\\.");
        assertThat(environment.getProperty("throughline.home")).isEqualTo("/stated/by/the/test");
    }

    @Nested
    class InANestedClass {

        @Autowired
        private Environment same;

        @Test
        void namesAreThoseOfTheOuterClass() {
            assertThat(same.getProperty("throughline.topics.prefix"))
                    .isEqualTo(Isolation.of(IsolationTests.class).topicsPrefix());
        }
    }

    @Test
    void nothingOfATestClassStaysBehind() throws Exception {
        var own = new Isolation("leaver_000001");
        try (var client = MongoClients.create(own.mongodbUri());
                var admin = Admin.create(Map.of("bootstrap.servers", Infrastructure.kafka()))) {
            client.getDatabase(own.name()).getCollection("calls").insertOne(new Document());
            admin.createTopics(Set.of(
                            new NewTopic(own.topicsPrefix() + "booking.events", Optional.of(1), Optional.empty())))
                    .all()
                    .get();

            own.cleanUp();

            assertThat(client.listDatabaseNames().into(new ArrayList<>())).doesNotContain(own.name());
            await("topic gone")
                    .atMost(10, SECONDS)
                    .untilAsserted(() -> assertThat(admin.listTopics().names().get())
                            .noneMatch(topic -> topic.startsWith(own.topicsPrefix())));
        }
    }

    @Test
    void databaseIsPutIntoAnyConnectionString() {
        assertThat(List.of(
                        "mongodb://a:1,b:2/?replicaSet=rs",
                        "mongodb://a:1,b:2/other?replicaSet=rs",
                        "mongodb://a:1,b:2"))
                .map(uri -> Infrastructure.withDatabase(uri, "mine"))
                .containsExactly(
                        "mongodb://a:1,b:2/mine?replicaSet=rs",
                        "mongodb://a:1,b:2/mine?replicaSet=rs",
                        "mongodb://a:1,b:2/mine");
    }
}
