package throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.clock.ClockWalk;
import throughline.contract.ArticleId;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.ClientChanged;
import throughline.contract.booking.ClientsMerged;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Outcome;
import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleUnpublished;
import throughline.event.EventRecords;
import throughline.inbox.Inbox;
import throughline.notification.Booking.Call;
import throughline.testing.Offsets;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/**
 * The same events again: from the beginning of the topics, in another order, one by one. Nobody gets a mail by it, no event is said
 * by it, and what is stored is what was stored before, field by field.
 */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2026-12-01T12:00:00Z",
            "throughline.smtp.tls=none",
            "throughline.trusted-proxies=127.0.0.1",
            "throughline.url=http://practice.example",
            "throughline.api-token=" + Http.TOKEN
        })
class ReplayTests {

    private static final ScriptedSmtpServer SMTP = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration ONE_DAY = Duration.ofDays(1);

    /** Of machines, not of people: who holds what at the moment, and when jobs ran. */
    private static final Set<String> NOT_OF_PEOPLE =
            Set.of("notification.cron_runs", "notification.rates", "notification.breakers");

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    ConsumerFactory<String, byte[]> consumers;

    @Autowired
    EventRecords records;

    @Autowired
    MongoDatabaseFactory database;

    @Autowired
    Inbox inbox;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @Value("${throughline.topics.prefix}")
    String prefix;

    @LocalServerPort
    int port;

    private Http http;
    private Booking booking;

    @DynamicPropertySource
    static void smtp(DynamicPropertyRegistry properties) {
        properties.add("throughline.smtp.host", () -> "127.0.0.1");
        properties.add("throughline.smtp.port", SMTP::port);
    }

    @BeforeEach
    void outside() {
        http = new Http(port);
        booking = new Booking(kafka, records, clock);
    }

    @AfterAll
    static void stop() {
        SMTP.close();
    }

    @Test
    void whatIsReadAgainFromTheBeginningInAnyOrderOrTwiceChangesNothingAndSendsNothing() {
        String unique = save("nudge-after-cancel", "CallCancelled", "P2D");
        twoMonthsOfAPractice();
        // sequences that came or changed later would be started by what happened before them
        save("later-on-booking", "CallRequested", "PT0S");
        save("later-on-mail", "DeliveryAccepted", "P50D");
        http.staff("DELETE", "/api/notification/v1/sequences/article", "");
        saveReadyMade("article", "ArticlePublished", "Again: {{article.title}}");
        settle();
        await().atMost(Duration.ofSeconds(60)).until(this::articlesAreCounted);
        Map<String, Map<String, String>> before = stored();
        Set<String> said = saidByUs();
        int mails = accepted().size();
        assertThat(before.keySet())
                .as("there is something to compare")
                .contains(
                        "notification.deliveries",
                        "notification.enrollments",
                        "notification.subscriptions",
                        "notification.contacts",
                        "notification.calls",
                        "notification.suppressions",
                        "notification.fanouts",
                        "notification.happenings");

        fromTheBeginning();
        assertSame("offsets reset to the beginning", before, said, mails);
        sendAgain(shuffled(everything(), new Random(5)));
        assertSame("told again, people among each other in another order", before, said, mails);
        List<ConsumerRecord<String, byte[]>> old = new ArrayList<>(everything());
        java.util.Collections.shuffle(old, new Random(55));
        sendAgain(old);
        assertSame("told again one by one in any order", before, said, mails);
        fromTheBeginning();
        assertSame("all of that from the beginning", before, said, mails);

        advance(Duration.ofDays(60));
        assertThat(accepted())
                .as("each mail once, also those that were still to come")
                .doesNotHaveDuplicates();
        assertThat(accepted().size()).as("what was to come has come").isGreaterThan(mails);
        assertThat(unique).isNotEmpty();
    }

    /** Everything that events lead to, with some of it still to come at the end. */
    private void twoMonthsOfAPractice() {
        Call ana = booking.call("ana", Duration.ofDays(6));
        booking.booked(ana, CallRequested.State.REQUESTED, true);
        settle();
        booking.confirmed(ana);
        settle();
        booking.moved(ana, ana.start().plus(ONE_DAY), 1);
        Call bea = booking.call("bea", Duration.ofDays(5));
        booking.booked(bea);
        booking.moved(bea, bea.start().plus(ONE_DAY), 1);
        booking.cancelled(bea, 2);
        Call cleo = booking.call("cleo", Duration.ofDays(9));
        booking.booked(cleo);
        settle();
        changed(cleo, "cleo.new@client.example", "Europe/Berlin");
        changed(cleo, "cleo.newer@client.example", "Asia/Tokyo");
        booking.moved(cleo, cleo.start().plus(ONE_DAY), 1);
        Call dora = booking.call("dora", Duration.ofDays(4));
        booking.booked(dora);
        settle();
        booking.erased(dora);
        Call emma = booking.call("emma", Duration.ofDays(8));
        Call emmaTwo = booking.call("emma-two", Duration.ofDays(20));
        booking.booked(emma);
        booking.booked(emmaTwo);
        settle();
        booking.say(new ClientsMerged(
                emma.client(), emmaTwo.client(), contact(emma.email()), ZoneId.of("America/New_York")));
        Call fay = booking.call("fay", Duration.ofDays(7));
        booking.asked(fay);
        settle();
        booking.offered(fay);
        settle();
        booking.confirmed(fay);
        Call gil = booking.call("gil", Duration.ofDays(7));
        booking.booked(gil, CallRequested.State.REQUESTED, true);
        settle();
        booking.timeTaken(gil);
        booking.declined(gil);
        Call hal = booking.call("hal", Duration.ofHours(3));
        booking.booked(hal);
        settle();
        readers();
        advance(ONE_DAY);
        booking.outcome(hal, Outcome.NOT_NOW);
        settle();
        booking.outcome(hal, Outcome.INTERESTED, 2, Outcome.NOT_NOW);
        settle();
        advance(Duration.ofDays(8));
        booking.outcome(ana, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(3));
        booking.booked(booking.another(hal, Duration.ofDays(9)));
        settle();
    }

    private void readers() {
        confirmed("rita@client.example");
        confirmed("ruth@client.example");
        publish("first-light", 1);
        http.form(stopLink("rita@client.example"), "List-Unsubscribe=One-Click");
        booking.say(new ArticleUnpublished(new ArticleId("article-first-light"), 1));
        settle();
        publish("first-light", 2);
        http.staff(
                "POST",
                "/api/notification/v1/suppressions",
                "{\"email\":\"barred@client.example\",\"reason\":\"asked by phone\"}");
        settle();
    }

    private void assertSame(String when, Map<String, Map<String, String>> before, Set<String> said, int mails) {
        Map<String, Map<String, String>> after = stored();
        before.forEach((collection, rows) -> {
            Map<String, String> now = new TreeMap<>(after.getOrDefault(collection, Map.of()));
            Map<String, String> then = new TreeMap<>(rows);
            now.entrySet().removeAll(rows.entrySet()); // only what differs is worth reading
            then.entrySet().removeAll(after.getOrDefault(collection, Map.of()).entrySet());
            assertThat(now).as(when + ": " + collection).isEqualTo(then);
        });
        assertThat(after.keySet()).as(when + ": no new collection").isEqualTo(before.keySet());
        assertThat(saidByUs()).as(when + ": no event is said").isEqualTo(said);
        assertThat(accepted()).as(when + ": no mail").hasSize(mails);
        assertThat(inbox.deadLetters()).as(when + ": nothing is given up").isEmpty();
    }

    /** Every document of every collection, as text, by its id. */
    private Map<String, Map<String, String>> stored() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (String name : database.getMongoDatabase().listCollectionNames()) {
            if (name.startsWith("notification.") && !NOT_OF_PEOPLE.contains(name)) {
                Map<String, String> rows = new TreeMap<>();
                for (Document row :
                        database.getMongoDatabase().getCollection(name).find()) {
                    rows.put(String.valueOf(row.get("_id")), row.toJson());
                }
                if (!rows.isEmpty()) {
                    all.put(name, rows);
                }
            }
        }
        return all;
    }

    private List<String> accepted() {
        return SMTP.accepted().stream()
                .map(mail -> mail.to() + " " + mail.header("Message-ID").orElseThrow())
                .toList();
    }

    private void fromTheBeginning() {
        assertThat(Offsets.backToTheBeginning(prefix, inbox::stop, inbox::start))
                .as("calls, articles and what this service says itself")
                .isEqualTo(3);
        settle();
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (String publisher : List.of("booking", "content", "notification")) {
            consumer.partitionsFor(prefix + publisher + ".events")
                    .forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
        }
        return all;
    }

    /** Every record of the topics this service reads, in the order of its partition. */
    private List<ConsumerRecord<String, byte[]>> everything() {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumers.createConsumer("looks-only", "")) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private Set<String> saidByUs() {
        return everything().stream()
                .filter(record -> record.topic().endsWith("notification.events"))
                .map(ReplayTests::idOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String idOf(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    /** The same records in an order that Kafka may give them: those of one key stay as they are. */
    private static List<ConsumerRecord<String, byte[]>> shuffled(
            List<ConsumerRecord<String, byte[]>> all, Random random) {
        Map<String, Deque<ConsumerRecord<String, byte[]>>> byKey = new LinkedHashMap<>();
        all.forEach(record -> byKey.computeIfAbsent(record.topic() + record.key(), _ -> new ArrayDeque<>())
                .add(record));
        List<Deque<ConsumerRecord<String, byte[]>>> queues = new ArrayList<>(byKey.values());
        List<ConsumerRecord<String, byte[]>> order = new ArrayList<>();
        while (!queues.isEmpty()) {
            Deque<ConsumerRecord<String, byte[]>> queue = queues.get(random.nextInt(queues.size()));
            order.add(queue.remove());
            queues.removeIf(Deque::isEmpty);
        }
        return order;
    }

    private void sendAgain(List<ConsumerRecord<String, byte[]>> order) {
        order.forEach(record -> kafka.send(
                        new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()))
                .join());
        settle();
    }

    private void changed(Call call, String email, String zone) {
        booking.say(new ClientChanged(call.client(), contact(email), ZoneId.of(zone)));
        settle();
    }

    private static Contact contact(String email) {
        return new Contact("Zoë Núñez", email, null, "en");
    }

    private void publish(String slug, int revision) {
        booking.say(new ArticlePublished(
                new ArticleId("article-" + slug),
                slug,
                "http://practice.example/articles/" + slug,
                slug,
                "A summary.",
                "Mira Sorrel",
                "en",
                revision,
                clock.instant(),
                4,
                true));
        settle();
    }

    private String save(String id, String event, String after) {
        return saved(id, event, after, "About {{practice.name}}");
    }

    private String saveReadyMade(String id, String event, String subject) {
        return saved(id, event, "PT0S", subject);
    }

    private String saved(String id, String event, String after, String subject) {
        var answer =
                http.staff("PUT", "/api/notification/v1/sequences/" + id, """
                {"name":"%s","trigger":{"event":"%s"},"goals":[],
                 "steps":[{"id":"one","after":"%s","class":"AT_MOST_ONCE","ifLate":"SEND",
                           "template":{"subject":"%s","markdown":"Hello {{client.firstName|there}}."}}]}
                """.formatted(id, event, after, subject));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void confirmed(String email) {
        http.json("/api/notification/v1/subscriptions", "{\"email\":\"" + email + "\",\"purpose\":\"articles\"}");
        await().atMost(SOON).until(() -> !SMTP.acceptedBy(email).isEmpty());
        var link = java.util.regex.Pattern.compile("http://practice.example(/subscriptions/[^\\s\"<>]+)")
                .matcher(SMTP.acceptedBy(email).getFirst().readable());
        assertThat(link.find()).isTrue();
        assertThat(http.form(link.group(1), "").statusCode()).isEqualTo(200);
    }

    private static String stopLink(String email) {
        AcceptedMail mail = SMTP.acceptedBy(email).getLast();
        String header = mail.header("List-Unsubscribe").orElseThrow();
        return header.substring(header.indexOf("/u/"), header.indexOf('>'));
    }

    private void advance(Duration by) {
        walk.moveTo(clock.instant().plus(by));
    }

    /** What became of an article's mails is summed up some seconds after the last of them. */
    private boolean articlesAreCounted() {
        return database.getMongoDatabase()
                        .getCollection("notification.fanouts")
                        .countDocuments(new Document("counting", true))
                == 0;
    }

    private void settle() {
        walk.moveTo(clock.instant());
    }
}
