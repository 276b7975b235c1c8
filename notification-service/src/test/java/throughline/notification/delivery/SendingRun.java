package throughline.notification.delivery;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bson.Document;
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
import throughline.testing.smtp.Drain;

/** Article mails from planned to accepted with the real ledger on a real mongod; the facts go to a producer that keeps nothing. */
final class SendingRun {
    static final MailTemplate TEMPLATE = new MailTemplate(
            "New: {{article.title}}",
            "# {{article.title}}\n\n{{article.summary|A new article is out.}}\n\n[Read it]({{article.url}})\n\n"
                    + "{{article.minutes}} minutes to read, by {{article.author}}",
            "You get this mail because you asked for new articles of {{practice.name}}.");
    static final Map<String, String> VALUES = Map.of(
            "article.title", "What the shoulders carry",
            "article.summary", "A few words about how we sit, and what may be done about it before it hurts.",
            "article.url", "https://practice.example/articles/what-the-shoulders-carry",
            "article.minutes", "4",
            "article.author", "Mira Sorrel",
            "practice.name", "Practice");

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private SendingRun() {}

    /**
     * @param seconds from the first claim to the last acceptance in the ledger
     * @param clientMillis of processor time that this process spent meanwhile, the receiving server included
     * @param databaseMillis of processor time that mongod spent meanwhile
     */
    record Result(int mails, double seconds, double clientMillis, double databaseMillis) {
        double perSecond() {
            return mails / seconds;
        }
    }

    static Letter letter(int number) {
        return new Letter(
                id(number),
                "<" + id(number) + "@practice.example>",
                NOON,
                null,
                to(number),
                TEMPLATE,
                VALUES,
                null,
                unsubscribe(number));
    }

    /** Plans the mails, which is not in the time, and sends them; the facts are published meanwhile, as in the service. */
    static Result run(String mongodbUri, Drain drain, int connections, int mails, int block) {
        var clock = Clock.systemUTC();
        var machine = new MachineTime();
        try (var mongo = MongoClients.create(mongodbUri);
                var outboxes = TestOutboxes.forgetful(clock, machine)) {
            var database = mongo.getDatabase(String.valueOf(new ConnectionString(mongodbUri).getDatabase()));
            database.getCollection("notification.deliveries").drop();
            var ledger = new Ledger(Durable.collection(database, "notification.deliveries"), outboxes.factory());
            var templates = new TemplateShelf(Durable.collection(database, "notification.mail_templates"));
            var wake = new Wake();
            var composer = new Composer(practice());
            var deliveries = new Deliveries(ledger, templates, composer, wake, clock);
            for (int from = 0; from < mails; from += 500) {
                deliveries.plan(IntStream.range(from, Math.min(mails, from + 500))
                        .mapToObj(SendingRun::planned)
                        .toList());
            }
            while (outboxes.pending() > 0) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            var worker = worker(
                    database, ledger, templates, composer, wake, clock, machine, drain.port(), connections, block);
            double before = databaseMillis(database);
            double client = cpuMillis();
            long began = machine.nanos();
            worker.start();
            // the ledger is counted only at the end: to count is work for the database that is measured
            while (drain.mails() < mails || ledger.count(DeliveryState.ACCEPTED) < mails) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            double seconds = (machine.nanos() - began) / 1e9;
            var result = new Result(mails, seconds, cpuMillis() - client, databaseMillis(database) - before);
            worker.stop();
            return result;
        }
    }

    private static MailWorker worker(
            MongoDatabase database,
            Ledger ledger,
            TemplateShelf templates,
            Composer composer,
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
                2 * connections * Math.max(block, 5));
        var smtp = relay(port, connections);
        var leases = new Leases(machine, settings);
        var shared = new Handover.Shared(
                new Committer(ledger, leases),
                new Fate(settings),
                leases,
                templates,
                composer,
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
                wake,
                Halts.NONE);
    }

    /** A relay on this machine without encryption. */
    private static SmtpSettings relay(int port, int connections) {
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

    static double cpuMillis() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e6;
    }

    private static double databaseMillis(MongoDatabase database) {
        var usage = Objects.requireNonNull(
                database.runCommand(new Document("serverStatus", 1)).get("extra_info", Document.class));
        return (usage.get("user_time_us", Number.class).doubleValue()
                        + usage.get("system_time_us", Number.class).doubleValue())
                / 1_000;
    }

    private static PlannedMail planned(int number) {
        return new PlannedMail(
                Deliveries.id("articles", "bench", "", to(number), 0),
                new ClientId("s-articles-" + number),
                "articles",
                DeliveryClass.AT_MOST_ONCE,
                Lane.BULK,
                to(number),
                null,
                NOON,
                TEMPLATE,
                VALUES,
                null,
                unsubscribe(number),
                null,
                "bench",
                "A measurement",
                Cause.command("bench-" + number));
    }

    static String to(int number) {
        return "reader" + number + "@client.example";
    }

    private static Unsubscribe unsubscribe(int number) {
        var token = "%064x".formatted(number);
        return new Unsubscribe(
                "articles",
                "https://practice.example/u/" + token,
                "https://practice.example/preferences/" + token,
                "Stop article mails");
    }

    private static String id(int number) {
        return "%032x".formatted(number);
    }

    static PracticeSettings practice() {
        return new PracticeSettings(
                URI.create("https://practice.example"),
                Path.of("."),
                ZoneOffset.UTC,
                "Practice",
                "mira@practice.example",
                "Mira");
    }
}
