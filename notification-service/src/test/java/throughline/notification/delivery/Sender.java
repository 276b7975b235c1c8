package throughline.notification.delivery;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.clock.MachineTime;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.message.Composer;
import throughline.notification.message.MailTemplate;
import throughline.notification.message.Unsubscribe;
import throughline.notification.relay.Breakers;
import throughline.notification.relay.Rates;
import throughline.notification.relay.Relays;
import throughline.notification.relay.SendingLimits;
import throughline.notification.transport.MailLine;
import throughline.notification.transport.SmtpConnection;
import throughline.notification.transport.SmtpSettings;
import throughline.outbox.Durable;
import throughline.outbox.TestOutboxes;
import throughline.service.PracticeSettings;

/** A whole sending process without Spring: ledger on a real mongod, lanes to the relay at a port, clocks that a test sets. */
final class Sender implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");
    private static final MailTemplate TEMPLATE = new MailTemplate(
            "Your call", "# Your call is booked\n\nHello {{client.firstName|there}}.", "You booked a call.");

    final PracticeTime clock = new PracticeTime();
    final Machine machine = new Machine();
    final List<SendCheck> checks = new CopyOnWriteArrayList<>();
    final TestOutboxes outboxes = new TestOutboxes(clock, machine);
    final Ledger ledger;
    final Deliveries deliveries;
    final MailWorker worker;
    final Handover.Shared shared;
    final SmtpSettings relay;
    final Breakers breakers;
    volatile SendingLimits limits = new SendingLimits(null, null, null, 1);
    volatile Halts.Halt halt = Halts.Halt.NONE;
    private final MongoClient mongo;

    /** Practice time that stands still until set. */
    static final class PracticeTime extends Clock {
        private volatile Instant now = NOON;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Machine time that can jump ahead, as it does for a process that was stopped. */
    static final class Machine extends MachineTime {
        private volatile Duration ahead = Duration.ZERO;

        void jump(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant now() {
            return super.now().plus(ahead);
        }
    }

    Sender(String mongodbUri, int smtpPort, int connections) {
        this(mongodbUri, smtpPort, connections, Duration.ofSeconds(30));
    }

    Sender(String mongodbUri, int smtpPort, int connections, Duration lease) {
        this(mongodbUri, smtpPort, connections, lease, SmtpConnection::new);
    }

    Sender(
            String mongodbUri,
            int smtpPort,
            int connections,
            Duration lease,
            Function<SmtpSettings, MailLine> transport) {
        mongo = MongoClients.create(mongodbUri);
        var database = mongo.getDatabase(databaseIn(mongodbUri));
        var practice = new PracticeSettings(
                URI.create("https://practice.example"),
                Path.of("."),
                ZoneOffset.UTC,
                "Practice",
                "mira@practice.example",
                "Mira");
        var settings = new MailSettings(
                List.of(
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(8),
                        Duration.ofHours(24)),
                Duration.ofHours(72),
                Duration.ofMinutes(15),
                lease,
                Duration.ofSeconds(20),
                50);
        relay = new SmtpSettings(
                "127.0.0.1",
                smtpPort,
                null,
                null,
                SmtpSettings.Tls.NONE,
                connections,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
        var composer = new Composer(practice);
        var wake = new Wake();
        var templates = new TemplateShelf(Durable.collection(database, "notification.mail_templates"));
        ledger = new Ledger(Durable.collection(database, "notification.deliveries"), outboxes.factory());
        deliveries = new Deliveries(ledger, templates, composer, wake, clock);
        var leases = new Leases(machine, settings);
        shared = new Handover.Shared(
                new Committer(ledger, leases),
                new Fate(settings),
                leases,
                templates,
                composer,
                new Checks(checks),
                clock,
                machine,
                false,
                new SimpleMeterRegistry());
        breakers = new Breakers(Durable.collection(database, "notification.breakers"), clock, machine);
        worker = new MailWorker(
                ledger,
                shared,
                relay,
                new Relays(List.of(relay), breakers, transport),
                new Rates(Durable.collection(database, "notification.rates"), () -> limits, machine),
                settings,
                wake,
                _ -> halt);
    }

    private static String databaseIn(String uri) {
        return String.valueOf(new com.mongodb.ConnectionString(uri).getDatabase());
    }

    /** A confirmation, due now. */
    static PlannedMail confirmation(String about) {
        return mail(about, DeliveryClass.MUST_ARRIVE, NOON);
    }

    /** An article mail, due now. */
    static PlannedMail article(String about) {
        return mail(about, DeliveryClass.AT_MOST_ONCE, NOON);
    }

    static PlannedMail mail(String about, DeliveryClass deliveryClass, Instant dueAt) {
        boolean bulk = deliveryClass == DeliveryClass.AT_MOST_ONCE;
        var to = address(about);
        var purpose = bulk ? "articles" : "confirmation";
        @Nullable
        Unsubscribe unsubscribe = bulk
                ? new Unsubscribe("articles", "https://practice.example/u/" + about, null, "Stop article mails")
                : null;
        return new PlannedMail(
                Deliveries.id(purpose, about, "", to, 0),
                new ClientId("client-" + about),
                purpose,
                deliveryClass,
                bulk ? Lane.BULK : Lane.TRANSACTIONAL,
                to,
                "Zoë " + about,
                dueAt,
                TEMPLATE,
                Map.of("client.firstName", "Zoë"),
                null,
                unsubscribe,
                null,
                "event-1",
                "A call was booked",
                Cause.command("command-1"));
    }

    static String address(String about) {
        return about + "@client.example";
    }

    DeliveryView row(PlannedMail mail) {
        return deliveries.find(mail.id()).orElseThrow();
    }

    /** Types of the facts published about a mail, in order. */
    List<String> facts(PlannedMail mail) {
        return outboxes.published().stream()
                .filter(event -> header(event, "ce_subject").equals(mail.id().value()))
                .map(event -> header(event, "ce_type").replaceAll("throughline\\.notification\\.|\\.v1", ""))
                .toList();
    }

    private static String header(org.apache.kafka.clients.producer.ProducerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        worker.stop();
        outboxes.close();
        mongo.close();
    }
}
