package throughline.notification.delivery;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import throughline.clock.MachineTime;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.message.Composer;
import throughline.notification.message.Letter;
import throughline.notification.message.MailTemplate;
import throughline.notification.message.Unsubscribe;
import throughline.notification.relay.Breakers;
import throughline.notification.relay.Rates;
import throughline.notification.relay.Relays;
import throughline.notification.relay.SendingLimits;
import throughline.notification.transport.SmtpConnection;
import throughline.notification.transport.SmtpSettings;
import throughline.outbox.Durable;
import throughline.outbox.TestOutboxes;
import throughline.service.PracticeSettings;

/** Article mails from planned to accepted, with the real ledger on a real mongod. */
final class SendingRun {
    private static final MailTemplate TEMPLATE = new MailTemplate(
            "A new article",
            "# What the shoulders carry\n\nHello {{client.firstName|there}}.\n\n"
                    + "A few words about how we sit, and what may be done about it before it hurts. ".repeat(4)
                    + "\n\n[Read it](https://practice.example/articles/shoulders)",
            "You asked to hear of new articles.");

    private SendingRun() {}

    /**
     * @param seconds from the first claim to the last acceptance in the ledger
     * @param databaseMillis of processor time that mongod spent
     */
    record Result(int mails, double seconds, double databaseMillis) {
        double perSecond() {
            return mails / seconds;
        }
    }

    /** The mail that all runs send, as bytes on the wire would be counted. */
    static Composer.Composed mail(int number) {
        return new Composer(practice())
                .compose(new Letter(
                        id(number),
                        "<" + id(number) + "@practice.example>",
                        java.time.Instant.parse("2026-11-22T12:00:00Z"),
                        "Ana",
                        "reader" + number + "@client.example",
                        TEMPLATE,
                        Map.of("client.firstName", "Ana"),
                        null,
                        new Unsubscribe("articles", "https://practice.example/u/" + number, null, "Stop")));
    }

    /** Plans the mails, then sends them; the first is not in the time. */
    static Result run(String mongodbUri, int smtpPort, int connections, int mails, int block) {
        var clock = Clock.systemUTC();
        var machine = new MachineTime();
        try (var mongo = MongoClients.create(mongodbUri);
                var outboxes = new TestOutboxes(clock, machine)) {
            var database =
                    mongo.getDatabase(String.valueOf(new com.mongodb.ConnectionString(mongodbUri).getDatabase()));
            database.getCollection("notification.deliveries").drop();
            var ledger = new Ledger(Durable.collection(database, "notification.deliveries"), outboxes.factory());
            var templates = new TemplateShelf(Durable.collection(database, "notification.mail_templates"));
            var wake = new Wake();
            var deliveries = new Deliveries(ledger, templates, new Composer(practice()), wake, clock);
            for (int from = 0; from < mails; from += 500) {
                deliveries.plan(IntStream.range(from, Math.min(mails, from + 500))
                        .mapToObj(SendingRun::planned)
                        .toList());
            }
            var worker = worker(database, ledger, templates, wake, clock, machine, smtpPort, connections, block);
            double before = databaseMillis(database);
            long began = System.nanoTime();
            worker.start();
            while (ledger.count(DeliveryState.ACCEPTED) < mails) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double spent = databaseMillis(database) - before;
            worker.stop();
            return new Result(mails, seconds, spent);
        }
    }

    private static MailWorker worker(
            MongoDatabase database,
            Ledger ledger,
            TemplateShelf templates,
            Wake wake,
            Clock clock,
            MachineTime machine,
            int port,
            int connections,
            int block) {
        var settings = new MailSettings(
                List.of(Duration.ofMinutes(5)),
                Duration.ofDays(3),
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Math.max(50, 2 * connections * block));
        var smtp = relay(port, connections);
        var leases = new Leases(machine, settings);
        var shared = new Handover.Shared(
                new Committer(ledger, leases),
                new Fate(settings),
                leases,
                templates,
                new Composer(practice()),
                new Checks(List.of()),
                clock,
                machine,
                true,
                new SimpleMeterRegistry());
        return new MailWorker(
                ledger,
                shared,
                smtp,
                new Relays(
                        List.of(smtp),
                        new Breakers(Durable.collection(database, "notification.breakers"), clock, machine),
                        SmtpConnection::new),
                new Rates(
                        Durable.collection(database, "notification.rates"),
                        () -> new SendingLimits(null, null, null, block),
                        machine),
                settings,
                wake);
    }

    /** A relay on this machine without encryption. */
    static SmtpSettings relay(int port, int connections) {
        return new SmtpSettings(
                "127.0.0.1",
                port,
                null,
                null,
                SmtpSettings.Tls.NONE,
                connections,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5));
    }

    private static double databaseMillis(MongoDatabase database) {
        var extra = database.runCommand(new org.bson.Document("serverStatus", 1))
                .get("extra_info", org.bson.Document.class);
        return (((Number) java.util.Objects.requireNonNull(extra.get("user_time_us"))).doubleValue()
                        + ((Number) java.util.Objects.requireNonNull(extra.get("system_time_us"))).doubleValue())
                / 1_000;
    }

    private static PlannedMail planned(int number) {
        return new PlannedMail(
                Deliveries.id("articles", "bench", "", "reader" + number + "@client.example", 0),
                new ClientId("reader-" + number),
                "articles",
                DeliveryClass.AT_MOST_ONCE,
                Lane.BULK,
                "reader" + number + "@client.example",
                "Ana",
                java.time.Instant.parse("2026-11-22T12:00:00Z"),
                TEMPLATE,
                Map.of("client.firstName", "Ana"),
                null,
                new Unsubscribe("articles", "https://practice.example/u/" + number, null, "Stop"),
                null,
                "bench",
                "A measurement",
                Cause.command("bench-" + number));
    }

    private static String id(int number) {
        return "%032x".formatted(number);
    }

    private static PracticeSettings practice() {
        return new PracticeSettings(
                URI.create("https://practice.example"),
                Path.of("."),
                ZoneOffset.UTC,
                "Practice",
                "mira@practice.example",
                "Mira");
    }
}
