package throughline.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.endtoend.story.Story.Moment.AT_FIRST;
import static throughline.endtoend.story.Story.Moment.AT_SECOND;
import static throughline.endtoend.story.Story.Moment.AT_THIRD;
import static throughline.endtoend.story.Story.Moment.BEFORE_OUTCOMES;
import static throughline.endtoend.story.Story.Moment.JUST_BEFORE_FIRST;
import static throughline.endtoend.story.Story.Moment.JUST_BEFORE_SECOND;
import static throughline.endtoend.story.Story.Moment.JUST_BEFORE_THIRD;
import static throughline.endtoend.story.Story.Moment.MONTH_LATER;
import static throughline.endtoend.story.Story.soon;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.endtoend.practice.Fact;
import throughline.endtoend.practice.Mail;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.SharedPractices;
import throughline.launcher.Installation.Shape;
import tools.jackson.databind.JsonNode;

/** From the booking to the last follow-up, in one process and in four. The month is told once for each; every test reads one promise in it. */
@Tag("running-system")
@ExtendWith(SharedPractices.class)
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Shape.class,
        names = {"STANDALONE", "FOUR_PROCESSES"})
class CallToFollowUpTests {

    private static final DateTimeFormatter CALENDAR_UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Set<String> SETTLED = Set.of("ACCEPTED", "SKIPPED");

    private static final Map<Shape, Story> TOLD = new EnumMap<>(Shape.class);

    private final Practice practice;
    private final Story story;

    CallToFollowUpTests(Shape shape) {
        practice = SharedPractices.of(shape);
        story = Objects.requireNonNull(TOLD.get(shape));
    }

    @BeforeParameterizedClassInvocation
    static void tell(Shape shape) {
        var practice = SharedPractices.of(shape);
        var story = Story.told(practice);
        story.people()
                .forEach(person -> soon("fates of the mails to " + person.name())
                        .until(() -> story.deliveries(person).stream()
                                .allMatch(row -> SETTLED.contains(
                                                row.path("state").asString())
                                        || Instant.parse(row.path("dueAt").asString())
                                                .isAfter(practice.now()))));
        TOLD.put(shape, story);
    }

    @Test
    void bookingBringsAConfirmationWithTheCallForTheCalendar() {
        for (var person : story.people()) {
            var confirmation = story.mailsTo(person).getFirst();
            var slot = story.call(person).slot();

            assertThat(confirmation.typeOf("text/calendar")).containsIgnoringCase("method=REQUEST");
            assertThat(confirmation.part("text/calendar").orElseThrow())
                    .contains("BEGIN:VEVENT", "METHOD:REQUEST", "UID:", "SEQUENCE:0")
                    .contains(CALENDAR_UTC.format(slot.start().atZone(java.time.ZoneOffset.UTC)));
            assertThat(confirmation.text()).contains(story.call(person).manageUrl());
            assertThat(confirmation.header("List-Unsubscribe")).isEmpty();
        }
    }

    @Test
    void reminderComesTheDayBefore() {
        for (var person : story.people()) {
            assertThat(story.mails(person, BEFORE_OUTCOMES)).isEqualTo(2);
            assertThat(due(person, "confirmation", "reminder"))
                    .isEqualTo(story.call(person).slot().start().minusSeconds(24 * 3600));
        }
    }

    @Test
    void interestedClientHearsThreeTimesAtNineInTheMorning() {
        assertThat(story.mails(story.interested, JUST_BEFORE_FIRST)).isEqualTo(2);
        assertThat(story.mails(story.interested, AT_FIRST)).isEqualTo(3);
        assertThat(story.mails(story.interested, JUST_BEFORE_SECOND)).isEqualTo(3);
        assertThat(story.mails(story.interested, AT_SECOND)).isEqualTo(4);
        assertThat(story.mails(story.interested, JUST_BEFORE_THIRD)).isEqualTo(4);
        assertThat(story.mails(story.interested, AT_THIRD)).isEqualTo(5);
        assertThat(story.mails(story.interested, MONTH_LATER)).isEqualTo(5);

        assertThat(dues(story.interested, "after-interested"))
                .containsExactly(story.nine(1), story.nine(7), story.nine(21));
        assertThat(enrollment(story.interested, "after-interested")
                        .path("state")
                        .asString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void followUpsAreDifferentMailsThatCanBeStopped() {
        var followUps = story.mailsTo(story.interested).subList(2, 5);

        assertThat(followUps).extracting(Mail::subject).doesNotHaveDuplicates();
        assertThat(followUps).extracting(Mail::messageId).doesNotHaveDuplicates();
        assertThat(followUps).allSatisfy(mail -> {
            assertThat(mail.header("List-Unsubscribe").orElse(""))
                    .contains(practice.http().base() + "/u/");
            assertThat(mail.header("List-Unsubscribe-Post")).contains("List-Unsubscribe=One-Click");
            assertThat(mail.text()).contains("Zoë").doesNotContain("{{", "}}");
            assertThat(mail.part("text/html")).isPresent();
        });
    }

    @Test
    void newBookingEndsTheFollowUps() {
        assertThat(story.mails(story.returning, AT_FIRST)).isEqualTo(3);
        assertThat(story.mails(story.returning, JUST_BEFORE_SECOND)).isEqualTo(4);
        assertThat(story.mails(story.returning, MONTH_LATER)).isEqualTo(4);

        var ended = enrollment(story.returning, "after-interested");
        assertThat(ended.path("state").asString()).isEqualTo("ENDED");
        assertThat(ended.path("endedBecause").asString()).isEqualTo("booked");
    }

    @Test
    void noShowBringsOneMailWithANewTime() {
        assertThat(story.mails(story.absent, MONTH_LATER)).isEqualTo(3);
        assertThat(dues(story.absent, "after-no-show")).hasSize(1);
    }

    @Test
    void nothingFollowsACallThatWasNotAFit() {
        assertThat(story.mails(story.notAFit, MONTH_LATER)).isEqualTo(2);
    }

    @Test
    void correctedOutcomeWithdrawsWhatWasPlanned() {
        assertThat(story.mails(story.corrected, MONTH_LATER)).isEqualTo(2);

        var ended = enrollment(story.corrected, "after-interested");
        assertThat(ended.path("state").asString()).isEqualTo("ENDED");
        assertThat(ended.path("endedBecause").asString()).isEqualTo("outcome_corrected");
    }

    @Test
    void everyMailSaysWhyItCame() {
        for (var person : story.people()) {
            assertThat(story.deliveries(person))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.path("why").asString())
                            .hasSizeGreaterThan(12)
                            .contains(" ")
                            .doesNotContain("{", "null", "PT", "Instant"));
        }
    }

    @Test
    void oneChainLeadsFromTheBookingToItsMail() {
        var callId = story.call(story.interested).callId();
        var facts = practice.topics().all();

        var requested = only(facts, "CallRequested", callId);
        assertThat(requested.key()).isEqualTo(story.clientIds.get(story.interested));
        assertThat(facts.stream()
                        .filter(fact -> fact.correlation().equals(requested.correlation()))
                        .map(Fact::name)
                        .collect(Collectors.toSet()))
                .contains("CallRequested", "EnrollmentStarted", "DeliveryPlanned", "DeliveryAccepted");
    }

    @Test
    void clientsTimelineTellsTheStory() {
        var timeline = practice.http()
                .get("/api/dashboard/v1/clients/" + story.clientIds.get(story.returning) + "/timeline")
                .staff()
                .send();

        assertThat(timeline.status()).isEqualTo(200);
        var types = new ArrayList<String>();
        timeline.json()
                .path("items")
                .forEach(item -> types.add(item.path("type").asString()));
        assertThat(String.join(" ", types))
                .contains("CallRequested", "CallOutcomeRecorded", "EnrollmentEnded", "DeliveryAccepted");
    }

    private static Fact only(List<Fact> facts, String name, String subject) {
        return facts.stream()
                .filter(fact -> fact.name().equals(name) && fact.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + subject + " on the topics"));
    }

    private Instant due(Person person, String sequence, String step) {
        return story.deliveries(person).stream()
                .filter(row -> row.path("sequence").asString("").equals(sequence)
                        && row.path("step").asString("").equals(step))
                .map(row -> Instant.parse(row.path("dueAt").asString()))
                .min(Instant::compareTo)
                .orElseThrow(() -> new AssertionError("no " + step + " in " + story.deliveries(person)));
    }

    /** When the accepted mails of that sequence were due, in order. */
    private List<Instant> dues(Person person, String sequence) {
        return story.deliveries(person).stream()
                .filter(row -> row.path("sequence").asString("").equals(sequence)
                        && row.path("state").asString().equals("ACCEPTED"))
                .map(row -> Instant.parse(row.path("dueAt").asString()))
                .sorted()
                .toList();
    }

    private JsonNode enrollment(Person person, String sequence) {
        var found = story.items(
                "/api/notification/v1/enrollments?client=" + story.clientIds.get(person) + "&sequence=" + sequence);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
