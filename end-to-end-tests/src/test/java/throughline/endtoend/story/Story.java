package throughline.endtoend.story;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import throughline.endtoend.practice.Mail;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Reception.Booked;
import tools.jackson.databind.JsonNode;

/**
 * One month of a practice. Five people book, their calls have different outcomes, and the clock stops just before and at each
 * hour at which something should happen.
 */
final class Story {

    static final ZoneId PRACTICE = ZoneId.of("America/Los_Angeles");
    static final ZoneId CLIENTS = ZoneId.of("America/New_York");
    private static final LocalTime NINE = LocalTime.of(9, 0);

    /** Whoever has been interesting for the whole month. */
    final Person interested = Person.called("Zoë Núñez");
    /** Interested, and booked again after the first follow-up. */
    final Person returning = Person.called("Ana Petrov");

    final Person absent = Person.called("Ben Okafor");
    final Person notAFit = Person.called("Cleo Marsh");
    /** Recorded as interested by mistake and put right the same hour. */
    final Person corrected = Person.called("Dee Laurent");

    private final Map<Person, Booked> calls = new HashMap<>();
    final Map<Person, String> clientIds = new HashMap<>();
    /** Mails that each person had by each moment. */
    private final Map<Moment, Map<Person, Long>> mailed = new HashMap<>();

    private final Practice practice;
    Instant outcomesAt = Instant.EPOCH;

    enum Moment {
        BEFORE_OUTCOMES,
        JUST_BEFORE_FIRST,
        AT_FIRST,
        JUST_BEFORE_SECOND,
        AT_SECOND,
        JUST_BEFORE_THIRD,
        AT_THIRD,
        MONTH_LATER
    }

    private Story(Practice practice) {
        this.practice = practice;
    }

    static Story told(Practice practice) {
        var story = new Story(practice);
        story.everybodyBooks();
        story.callsAreHeld();
        story.firstFollowUps();
        story.laterFollowUps();
        return story;
    }

    List<Person> people() {
        return List.of(interested, returning, absent, notAFit, corrected);
    }

    Booked call(Person person) {
        return Objects.requireNonNull(calls.get(person));
    }

    private void everybodyBooks() {
        var day = LocalDate.ofInstant(practice.now(), PRACTICE).plusDays(2);
        var slots = practice.reception().slots(day, day.plusDays(4)).iterator();
        for (var person : people()) {
            calls.put(person, practice.reception().book(person, slots.next()));
        }
        people().forEach(person -> practice.mailbox().awaitTo(person.email(), 1));
    }

    private void callsAreHeld() {
        outcomesAt = calls.values().stream()
                .map(call -> call.slot().end())
                .max(Instant::compareTo)
                .orElseThrow();
        practice.clockTo(outcomesAt);
        people().forEach(person -> practice.mailbox().awaitTo(person.email(), 2));
        remember(Moment.BEFORE_OUTCOMES);
        outcome(interested, "INTERESTED");
        outcome(returning, "INTERESTED");
        outcome(absent, "NO_SHOW");
        outcome(notAFit, "NOT_A_FIT");
        outcome(corrected, "INTERESTED");
        practice.advance("PT30M");
        outcome(corrected, "NOT_A_FIT");
    }

    private void outcome(Person person, String outcome) {
        clientIds.put(person, practice.reception().outcome(call(person), outcome));
    }

    private void firstFollowUps() {
        practice.clockTo(nine(1).minusSeconds(1));
        remember(Moment.JUST_BEFORE_FIRST);
        practice.clockTo(nine(1));
        practice.mailbox().awaitTo(interested.email(), 3);
        practice.mailbox().awaitTo(returning.email(), 3);
        remember(Moment.AT_FIRST);
        var day = LocalDate.ofInstant(practice.now(), PRACTICE).plusDays(50);
        practice.reception()
                .book(
                        returning,
                        practice.reception().slots(day, day.plusDays(4)).getFirst());
        practice.mailbox().awaitTo(returning.email(), 4);
    }

    private void laterFollowUps() {
        practice.clockTo(nine(7).minusSeconds(1));
        remember(Moment.JUST_BEFORE_SECOND);
        practice.clockTo(nine(7));
        practice.mailbox().awaitTo(interested.email(), 4);
        remember(Moment.AT_SECOND);
        practice.clockTo(nine(21).minusSeconds(1));
        remember(Moment.JUST_BEFORE_THIRD);
        practice.clockTo(nine(21));
        practice.mailbox().awaitTo(interested.email(), 5);
        remember(Moment.AT_THIRD);
        practice.clockTo(nine(30));
        remember(Moment.MONTH_LATER);
    }

    /** Nine in the morning where the clients live, so many days after the outcomes. */
    Instant nine(int daysAfterOutcome) {
        return LocalDate.ofInstant(outcomesAt, CLIENTS)
                .plusDays(daysAfterOutcome)
                .atTime(NINE)
                .atZone(CLIENTS)
                .toInstant();
    }

    private void remember(Moment moment) {
        var counts = new HashMap<Person, Long>();
        people().forEach(person -> counts.put(person, practice.mailbox().countTo(person.email())));
        mailed.put(moment, counts);
    }

    long mails(Person person, Moment moment) {
        return mailed.getOrDefault(moment, Map.of()).getOrDefault(person, -1L);
    }

    List<Mail> mailsTo(Person person) {
        return practice.mailbox().to(person.email());
    }

    List<JsonNode> deliveries(Person person) {
        return items("/api/notification/v1/deliveries?client=" + clientIds.get(person));
    }

    /** What a staff list answers. */
    List<JsonNode> items(String path) {
        var answer = practice.http().get(path).staff().send();
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " answers " + answer);
        }
        var items = new ArrayList<JsonNode>();
        answer.json().path("items").forEach(items::add);
        return items;
    }

    /** Waits for the facts of the last minutes to arrive. */
    static org.awaitility.core.ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(200));
    }
}
