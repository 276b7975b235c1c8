package throughline.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import throughline.endtoend.crash.check.Checker;
import throughline.endtoend.crash.check.Evidence;
import throughline.endtoend.crash.check.Finding;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Reception;
import throughline.endtoend.practice.Slot;
import throughline.launcher.Installation.Shape;
import throughline.testing.smtp.DoubtBound;
import throughline.testing.smtp.RelayFault;

/**
 * The four services in processes of their own, the sender of mail in two, on a MongoDB and a Kafka of their own, before a mail
 * server that lets mails down. {@code -Dthroughline.crash.seed=…} repeats a run's kills; the load
 * takes its own course each time. The tests share one installation and come in an order: first one that needs it whole.
 */
@Tag("running-system")
@Tag("crash")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 25, unit = TimeUnit.MINUTES) // three kills a minute, and on a busy machine everything takes its time
class CrashSuiteTests {

    /** Mails that may arrive at most once, beside confirmations, which must arrive. */
    private static final Map<String, Object> TWO_AT_ONCE = Map.of(
            "name", "Two at once",
            "trigger", Map.of("event", "CallRequested"),
            "goals", List.of(),
            "steps", List.of(atOnce("first"), atOnce("second")));

    private static final Duration A_DISTANT_RELAY = Duration.ofMillis(120);
    private static final int QUARTER = 15;
    private static final int CONNECTIONS = 4;
    private static final int BOTH_SENDERS = 2;
    /** Longer than a booking takes on a loaded machine, shorter than any time-out of Kafka's or the mail's. */
    private static final Duration NO_WAITING = Duration.ofMillis(4_500);

    /** On a busy machine people book so seldom that not every fault has found its mail when the last process is killed. */
    private static final Duration SLOW_LOAD = Duration.ofMinutes(5);

    private final FaultyRelay relay = new FaultyRelay();
    private final Gate mail = Gate.before(relay.port());
    private final Promises promises = new Promises();
    private final Practice practice = Practice.onOwnServers(Shape.NOTIFICATION_TWICE, environment());
    private final Processes processes = new Processes(practice.home());
    private final Settling settling = new Settling(practice, practice.topics().bootstrapServers());
    /** Of sending processes so far. */
    private int crashes;

    /** Leases shorter than the pauses, so that what a paused process holds is taken over while it sleeps. */
    private Map<String, String> environment() {
        return Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(mail.port()),
                "SMTP_TLS", "none",
                "SMTP_CONNECTIONS", Integer.toString(CONNECTIONS),
                "THROUGHLINE_NOTIFICATION_MAIL_LEASE", "PT4S");
    }

    @BeforeAll
    void callsAroundTheClock() {
        var question =
                Map.of("id", "goal", "label", "What would you like to do again?", "kind", "TEXT", "required", false);
        var type = new TreeMap<String, Object>(Map.of(
                "name",
                "Exploration call",
                "description",
                "A first talk",
                "practitioner",
                "me",
                "durationMinutes",
                QUARTER,
                "location",
                Map.of("kind", "PHONE", "text", "I call you"),
                "questions",
                List.of(question)));
        var onRequest = new TreeMap<>(type);
        onRequest.put("name", "Second talk");
        onRequest.put("approval", "ON_REQUEST");
        onRequest.put("questions", List.of());
        var week = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
        var hours = Map.of(
                "zone", "America/Los_Angeles",
                "weekly", List.of(Map.of("days", week, "from", "00:00", "to", "24:00")),
                "overrides", List.of(),
                "timeOff", List.of());
        put("/api/booking/v1/call-types/" + Reception.CALL_TYPE, type);
        put("/api/booking/v1/call-types/" + Load.ON_REQUEST, onRequest);
        put("/api/booking/v1/practitioners/me/availability", hours);
        put("/api/notification/v1/sequences/two-at-once", TWO_AT_ONCE);
    }

    private static Map<String, Object> atOnce(String id) {
        return Map.of(
                "id", id,
                "after", "PT0S",
                "class", "AT_MOST_ONCE",
                "ifLate", "SEND",
                "template", Map.of("subject", "The " + id + " of two", "markdown", "A word before our call."));
    }

    private void put(String path, Object body) {
        var answer = practice.http().call("PUT", path).staff().json(body).send();
        assertThat(answer.isSuccess()).as("%s: %s", path, answer).isTrue();
    }

    @AfterAll
    void stop() throws IOException {
        practice.close();
        mail.close();
        relay.close();
    }

    @Test
    @Order(1)
    void bookingWaitsForNeitherMailNorKafkaNorConsumers() {
        var slots = slotsInThreeDays();
        var usual = timesToBook(slots.subList(0, 25));
        mail.fallSilent();
        processes.pause("kafka");
        processes.pause("notification");
        processes.pause("notification-2");
        List<Duration> alone;
        try {
            alone = timesToBook(slots.subList(25, 50));
        } finally {
            processes.resume("notification");
            processes.resume("notification-2");
            processes.resume("kafka");
            mail.speakAgain();
            crashes += BOTH_SENDERS;
        }
        report("booking p95: " + p95(usual).toMillis() + " ms; with SMTP silent, Kafka and the consumer stopped: "
                + p95(alone).toMillis() + " ms");

        assertThat(settling.unrestLeft()).isEmpty();
        assertThat(Checker.findings(collected())).isEmpty();
    }

    private List<Slot> slotsInThreeDays() {
        var from = LocalDate.ofInstant(practice.now(), ZoneOffset.UTC).plusDays(3);
        return practice.reception().slots(from, from.plusDays(1));
    }

    /** Every one must be acknowledged within {@link #NO_WAITING}. */
    private List<Duration> timesToBook(List<Slot> slots) {
        var taken = new ArrayList<Duration>();
        for (var slot : slots) {
            var person = Person.withFamilyNameOfTheirOwn("Pat");
            long begun = System.nanoTime();
            var answer = practice.reception()
                    .booking(person, slot.start(), UUID.randomUUID().toString())
                    .patience(NO_WAITING)
                    .send();
            taken.add(Duration.ofNanos(System.nanoTime() - begun));
            assertThat(answer.status()).as("%s", answer).isEqualTo(201);
            promises.booked(
                    answer.text("callId"),
                    person,
                    slot.start(),
                    slot.end(),
                    answer.text("manageUrl").replaceFirst(".*/calls/", ""));
        }
        return taken;
    }

    private static Duration p95(List<Duration> times) {
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * 95 / 100);
    }

    @Test
    @Order(2)
    void killsAndPausesLoseNothingAndRepeatNothing() throws InterruptedException {
        long seed = Long.getLong("throughline.crash.seed", new Random().nextLong(1_000_000));
        report("seed " + seed + " (repeat its kills with -Dthroughline.crash.seed=" + seed + ")");
        var chaos = new Chaos(processes, seed, mail, relay, CrashSuiteTests::report);
        mail.delay(A_DISTANT_RELAY);
        try (var load = Load.on(practice, promises, relay, seed)) {
            chaos.run();
            await("every way to let a mail down")
                    .atMost(SLOW_LOAD)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(relay::hasMetEveryKind);
            report("asked again " + load.askedAgain + ", refused or without promise " + load.refused + ", clock moves "
                    + load.clockMoves);
        }
        mail.delay(Duration.ZERO);
        report("unrest after the run: " + settling.unrestLeft());
        crashes += chaos.crashesOfSenders();
        report(counts(collected()));
        practice.advance("PT30H");
        practice.advance("PT30M");
        var unrest = settling.unrestLeft();

        var evidence = collected();
        report(counts(evidence));
        report("the relay let mails down: " + relay.met());
        assertThat(chaos.kills()).isEqualTo(20);
        assertThat(Checker.findings(evidence)).as("seed %d", seed).isEmpty();
        assertThat(unrest).as("seed %d", seed).isEmpty();
        assertThat(evidence.acknowledged().size()).as("a load worth the name").isGreaterThan(60);
        assertThat(relay.met()).as("each way to let a mail down").containsOnlyKeys(RelayFault.values());
    }

    @Test
    @Order(3)
    void databaseThatForgetsAcknowledgedWritesIsFoundOut() {
        assertThat(Checker.findings(collected())).isEmpty();
        var database = new AmnesicDatabase(processes);

        database.remember();
        timesToBook(slotsInThreeDays().subList(0, 5));
        settling.unrestLeft();
        database.forgetWhatCameSince();
        report("unrest after the loss: " + settling.unrestLeft());

        var findings = Checker.findings(collected());
        report("a database that forgets breaks "
                + findings.stream()
                        .collect(Collectors.groupingBy(Finding::promise, TreeMap::new, Collectors.counting())));
        assertThat(findings)
                .extracting(Finding::promise)
                .contains(
                        Finding.Promise.ACKNOWLEDGED_BOOKING_EXISTS,
                        Finding.Promise.NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED);
    }

    private Evidence collected() {
        return new Collecting(practice, relay).collected(promises, DoubtBound.of(crashes, CONNECTIONS, 1));
    }

    private static String counts(Evidence evidence) {
        var states = evidence.ledger().stream()
                .collect(Collectors.groupingBy(Evidence.LedgerRow::state, TreeMap::new, Collectors.counting()));
        var facts = evidence.facts();
        var distinct = facts.stream().map(Evidence.PublishedFact::id).distinct().count();
        return "acknowledged bookings " + evidence.acknowledged().size() + " (cancelled "
                + evidence.acknowledged().stream()
                        .filter(Evidence.Booking::cancelled)
                        .count() + "), requests "
                + evidence.requests().stream()
                        .collect(Collectors.groupingBy(Evidence.Request::state, TreeMap::new, Collectors.counting()))
                + ", claims "
                + evidence.claims().size() + ", answers "
                + evidence.answers().size() + ", outcomes "
                + evidence.outcomes().size() + ", stored calls "
                + evidence.calls().size() + ", aggregates "
                + evidence.aggregates().size() + ", records on topics " + facts.size() + " of which copies "
                + (facts.size() - distinct) + ", ledger rows "
                + evidence.ledger().size() + " " + states
                + ", possible duplicates "
                + evidence.ledger().stream()
                        .filter(Evidence.LedgerRow::possibleDuplicate)
                        .count()
                + ", mails at the SMTP server " + evidence.received().size() + ", enrollments "
                + evidence.enrollments().size();
    }

    private static void report(String line) {
        System.out.println("[crash suite " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "] " + line);
    }
}
