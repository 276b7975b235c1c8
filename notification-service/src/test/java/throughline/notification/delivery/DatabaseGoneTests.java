package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import throughline.testing.Isolation;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** The database goes away in the middle of sending, twice, and comes back. */
class DatabaseGoneTests {

    @Test
    void sendingPausesAndGoesOnWithNothingLostOrDoubled() throws Exception {
        var isolation = Isolation.of(DatabaseGoneTests.class);
        var mails = IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0 ? Sender.confirmation("c" + i) : Sender.article("a" + i))
                .toList();
        var real = new ConnectionString(isolation.mongodbUri());
        var address = real.getHosts().getFirst().split(":", -1);
        try (var line = new CutLine(address[0], Integer.parseInt(address[1]));
                var server = ScriptedSmtpServer.start(Extension.PIPELINING).latency(Duration.ofMillis(5));
                var sender = new Sender(
                        "mongodb://127.0.0.1:" + line.port() + "/" + real.getDatabase()
                                + "?directConnection=true&serverSelectionTimeoutMS=2000",
                        server.port(),
                        4,
                        Duration.ofSeconds(4))) {
            sender.deliveries.plan(mails);
            sender.worker.start();
            for (int outage = 1; outage <= 2; outage++) {
                int target = outage * 70;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> server.accepted().size() >= target);
                line.cut();
                await().during(Duration.ofSeconds(2))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> true);
                line.mend();
            }
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() -> sender.ledger.count(DeliveryState.ACCEPTED) == mails.size());

            var copies = server.accepted().stream()
                    .collect(Collectors.groupingBy(
                            (AcceptedMail m) -> m.header("Message-ID").orElseThrow()));
            assertThat(mails)
                    .allSatisfy(mail -> assertThat(
                                    copies.getOrDefault(sender.row(mail).messageId(), List.of()))
                            .hasSize(1));
        } finally {
            isolation.cleanUp();
        }
    }
}
