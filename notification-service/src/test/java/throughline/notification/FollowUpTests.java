package throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.clock.ClockWalk;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Outcome;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.event.EventRecords;
import throughline.notification.Booking.Call;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryState;
import throughline.notification.delivery.DeliveryView;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Exits;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** From what booking-service says to the mails that arrive, and to those that rightly do not. */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"throughline.clock=simulated:2026-12-01T12:00:00Z", "throughline.smtp.tls=none"})
class FollowUpTests {

    private static final ScriptedSmtpServer SMTP = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    EventRecords records;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @Autowired
    Enrollments enrollments;

    @Autowired
    Exits exits;

    @Autowired
    Deliveries deliveries;

    private Booking booking;

    @DynamicPropertySource
    static void smtp(DynamicPropertyRegistry properties) {
        properties.add("throughline.smtp.host", () -> "127.0.0.1");
        properties.add("throughline.smtp.port", SMTP::port);
    }

    @BeforeEach
    void booking() {
        booking = new Booking(kafka, records, clock);
    }

    @AfterAll
    static void stop() {
        SMTP.close();
    }

    @Test
    void confirmationArrivesWithAnInvitationAndOneReminderTheDayBefore() {
        Call call = booking.call("ana", Duration.ofDays(3));

        booking.booked(call);
        AcceptedMail confirmation = onlyMailTo(call);
        advance(Duration.ofDays(3).minusMinutes(1));

        assertThat(confirmation.readable())
                .contains("text/calendar", "method=REQUEST", "UID:" + call.uid(), "SEQUENCE:0")
                .contains("Hello Zoë,")
                .doesNotContain("List-Unsubscribe");
        List<AcceptedMail> all = mailsTo(call, 2);
        assertThat(all.getLast().readable()).contains("A short reminder").doesNotContain("text/calendar");
    }

    @Test
    void practitionerGetsACopyOfEachBooking() {
        Call call = booking.call("bea", Duration.ofDays(3));

        booking.booked(call);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SMTP.acceptedBy("practice@localhost"))
                        .anyMatch(mail -> mail.readable().contains(call.email())));
    }

    @Test
    void callBookedForTodayGetsNoReminder() {
        Call call = booking.call("cleo", Duration.ofHours(5));

        booking.booked(call);
        onlyMailTo(call);
        advance(Duration.ofHours(6));

        assertThat(SMTP.acceptedBy(call.email())).hasSize(1);
        assertThat(runsOf(call).getFirst().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void cancelledCallGetsACancelWithTheSameUidAndAHigherSequence() {
        Call call = booking.call("dora", Duration.ofDays(3));
        booking.booked(call);
        onlyMailTo(call);

        booking.cancelled(call, 1);
        AcceptedMail cancellation = mailsTo(call, 2).getLast();
        advance(Duration.ofDays(4));

        assertThat(cancellation.source()).contains("method=CANCEL");
        assertThat(cancellation.readable()).contains("METHOD:CANCEL", "UID:" + call.uid(), "SEQUENCE:1");
        assertThat(SMTP.acceptedBy(call.email())).as("no reminder").hasSize(2);
        assertThat(runsOf(call).getFirst().endedBecause()).isEqualTo("cancelled");
    }

    @Test
    void movedCallGetsANewInvitationAndItsReminderMoves() {
        Call call = booking.call("eva", Duration.ofDays(3));
        Instant to = call.start().plus(Duration.ofDays(4));
        booking.booked(call);
        onlyMailTo(call);

        booking.moved(call, to, 1);
        AcceptedMail change = mailsTo(call, 2).getLast();
        advance(Duration.ofDays(3));

        assertThat(change.readable()).contains("method=REQUEST", "UID:" + call.uid(), "SEQUENCE:1");
        assertThat(SMTP.acceptedBy(call.email()))
                .as("no reminder for the old time")
                .hasSize(2);
        advance(Duration.ofDays(4));
        assertThat(mailsTo(call, 3).getLast().readable()).contains("A short reminder");
    }

    @Test
    void sameEventTwiceSendsOneEmail() {
        Call call = booking.call("fay", Duration.ofDays(3));
        Booking.Said booked = booking.booked(call);
        onlyMailTo(call);
        Booking.Said outcome = booking.outcome(call, Outcome.NO_SHOW);

        booking.again(booked);
        booking.again(outcome);
        booking.again(booked);
        settle();
        advance(Duration.ofDays(10));

        assertThat(SMTP.acceptedBy(call.email()).stream().map(FollowUpTests::subject))
                .containsExactlyInAnyOrder(
                        subject(SMTP.acceptedBy(call.email()).getFirst()),
                        "Shall we find another time?",
                        reminderSubject(call));
        assertThat(SMTP.acceptedBy(call.email())).hasSize(3);
    }

    @Test
    void interestedClientGetsThreeMailsInOrderAndThenNoMore() {
        Call call = heldCall("gina");

        booking.outcome(call, Outcome.INTERESTED);
        settle();
        int before = SMTP.acceptedBy(call.email()).size();
        advance(Duration.ofDays(4));
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before + 1);
        advance(Duration.ofDays(100));

        List<AcceptedMail> followUps = SMTP.acceptedBy(call.email()).subList(before, before + 3);
        assertThat(followUps.stream().map(FollowUpTests::subject))
                .containsExactly("As promised after our call", "One question", "Whenever you are ready");
        assertThat(followUps).allSatisfy(mail -> {
            assertThat(mail.header("List-Unsubscribe-Post")).contains("List-Unsubscribe=One-Click");
            assertThat(mail.header("List-Unsubscribe").orElseThrow()).contains("/u/");
        });
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before + 3);
        assertThat(run(call, "after-interested").state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void notAFitGetsNothing() {
        Call call = heldCall("hana");
        int before = SMTP.acceptedBy(call.email()).size();

        booking.outcome(call, Outcome.NOT_A_FIT);
        settle();
        advance(Duration.ofDays(200));

        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
    }

    @Test
    void bookingAgainEndsFollowUps() {
        Call call = heldCall("ines");
        booking.outcome(call, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(2));
        Call second = booking.another(call, Duration.ofDays(30));

        booking.booked(second);
        settle();
        advance(Duration.ofDays(25));

        assertThat(run(call, "after-interested").endedBecause()).isEqualTo("booked");
        assertThat(subjectsTo(call))
                .contains("As promised after our call")
                .doesNotContain("One question", "Whenever you are ready");
    }

    @Test
    void aBookingThatWasReadFirstStillKeepsTheFollowUpsFromStarting() {
        Call call = heldCall("jana");
        Booking.Said outcome =
                new Booking(kafka, records, clock).outcome(booking.call("nobody", Duration.ofDays(1)), Outcome.OTHER);
        booking.booked(booking.another(call, Duration.ofDays(30)));
        settle();

        booking.again(new Booking.Said(
                new CallOutcomeRecorded(call.id(), call.client(), Outcome.INTERESTED, 1, null),
                new Envelope(
                        outcome.envelope().id(),
                        "/booking",
                        outcome.envelope().type(),
                        call.id().value(),
                        clock.instant(),
                        call.client().value(),
                        1,
                        "chain",
                        null,
                        null)));
        settle();

        assertThat(run(call, "after-interested").endedBecause()).isEqualTo("booked");
    }

    @Test
    void correctionWithdrawsWhatWasPlannedAndStartsTheRightSequence() {
        Call call = heldCall("kira");
        booking.outcome(call, Outcome.INTERESTED);
        settle();

        booking.outcome(call, Outcome.NO_SHOW, 2, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(30));

        assertThat(run(call, "after-interested").endedBecause()).isEqualTo("outcome_corrected");
        assertThat(subjectsTo(call))
                .contains("Shall we find another time?")
                .doesNotContain("As promised after our call");
    }

    @Test
    void outcomeCorrectedBackGoesOnWhereItStoppedAndSendsNoStepTwice() {
        Call call = heldCall("kaja");
        booking.outcome(call, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(2));

        booking.outcome(call, Outcome.NOT_A_FIT, 2, Outcome.INTERESTED);
        settle();
        booking.outcome(call, Outcome.INTERESTED, 3, Outcome.NOT_A_FIT);
        settle();
        advance(Duration.ofDays(60));

        assertThat(subjectsTo(call).stream().filter(s -> !s.contains("call is booked")))
                .containsOnlyOnce("As promised after our call", "One question", "Whenever you are ready");
    }

    @Test
    void outcomeCorrectedBackBeforeAnythingWasSentStartsAnew() {
        Call call = heldCall("kim");
        booking.outcome(call, Outcome.INTERESTED);
        settle();

        booking.outcome(call, Outcome.NO_SHOW, 2, Outcome.INTERESTED);
        settle();
        booking.outcome(call, Outcome.INTERESTED, 3, Outcome.NO_SHOW);
        settle();
        advance(Duration.ofDays(30));

        assertThat(subjectsTo(call)).containsOnlyOnce("As promised after our call");
    }

    @Test
    void aStepThatIsLeftOutHasItsRowAndItsReason() {
        Call call = booking.call("cora", Duration.ofHours(5));
        booking.booked(call);
        onlyMailTo(call);
        settle();

        List<DeliveryView> skipped = deliveries.page(call.client().value(), DeliveryState.SKIPPED, 1, 50, 50);

        assertThat(skipped).singleElement().satisfies(row -> {
            assertThat(row.step()).isEqualTo("reminder");
            assertThat(row.reason()).isEqualTo("stale");
            assertThat(row.why()).contains("before the call");
        });
    }

    @Test
    void answerEndsFollowUps() {
        Call call = heldCall("cleta");
        booking.outcome(call, Outcome.INTERESTED);
        settle();

        exits.replied(call.client(), Cause.command());
        advance(Duration.ofDays(60));

        assertThat(run(call, "after-interested").endedBecause()).isEqualTo("replied");
        assertThat(subjectsTo(call)).doesNotContain("As promised after our call");
    }

    @Test
    void aStrangersMailboxGetsOneConfirmationInTenMinutesAndFiveADay() {
        Call first = booking.call("victim", Duration.ofDays(9));
        booking.booked(first);
        onlyMailTo(first);
        for (int i = 0; i < 3; i++) {
            booking.booked(sameAddress(first, "soon-" + i));
        }
        settle();
        assertThat(SMTP.acceptedBy(first.email()))
                .as("three within ten minutes")
                .hasSize(1);

        for (int i = 0; i < 8; i++) {
            advance(Duration.ofMinutes(11));
            booking.booked(sameAddress(first, "later-" + i));
            settle();
        }

        assertThat(SMTP.acceptedBy(first.email())).as("a day's worth").hasSize(5);
        Call last = sameAddress(first, "soon-0");
        assertThat(deliveries.page(last.client().value(), DeliveryState.SKIPPED, 1, 50, 50))
                .anySatisfy(row -> assertThat(row.reason()).isEqualTo("too_many"));
    }

    @Test
    void whoeverUsedTheLinkOfACallGetsEveryConfirmation() {
        Call first = booking.call("known", Duration.ofDays(9));
        booking.booked(first);
        onlyMailTo(first);
        booking.cancelled(first, 1);
        mailsTo(first, 2);

        booking.booked(sameAddress(first, "one"));
        mailsTo(first, 3);
        booking.booked(sameAddress(first, "two"));

        assertThat(mailsTo(first, 4)).hasSize(4);
    }

    @Test
    void aClockSetBackSendsNothingAgain() {
        Call call = heldCall("tick");
        booking.outcome(call, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(2));
        int before = SMTP.acceptedBy(call.email()).size();

        walk.moveTo(clock.instant().minus(Duration.ofDays(2)));
        settle();
        advance(Duration.ofDays(3));

        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
    }

    @Test
    void withoutConsentNoFollowUpStarts() {
        Call call = booking.call("lena", Duration.ofDays(1));
        booking.booked(call, CallRequested.State.CONFIRMED, false);
        onlyMailTo(call);
        advance(Duration.ofDays(2));

        booking.outcome(call, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(30));

        assertThat(run(call, "after-interested").endedBecause()).isEqualTo("no_consent");
        assertThat(subjectsTo(call)).doesNotContain("As promised after our call");
    }

    @Test
    void requestIsAnsweredAndConfirmedLater() {
        Call call = booking.call("mona", Duration.ofDays(5));

        booking.booked(call, CallRequested.State.REQUESTED, true);
        assertThat(subject(onlyMailTo(call))).isEqualTo("Your request has arrived");
        booking.confirmed(call);

        assertThat(mailsTo(call, 2).getLast().readable()).contains("Your call is booked", "method=REQUEST");
    }

    @Test
    void aFreeTimeIsOfferedByOneMailToWhoeverWaits() {
        Call call = booking.call("olga", Duration.ofDays(5));
        booking.asked(call);
        assertThat(onlyMailTo(call).readable()).contains("You are on the list").doesNotContain("method=REQUEST");

        Booking.Said offered = booking.offered(call);
        String offer = mailsTo(call, 2).getLast().readable();
        booking.again(offered);
        settle();

        assertThat(offer).contains("A time has become free", "http://localhost/calls/waiting/o", "Kept until");
        assertThat(SMTP.acceptedBy(call.email())).hasSize(2);
    }

    @Test
    void whoseRequestedTimeIsGoneIsWrittenToOnceWithThreeOthers() {
        Call call = booking.call("pia", Duration.ofDays(5));
        booking.booked(call, CallRequested.State.REQUESTED, true);
        onlyMailTo(call);

        Booking.Said taken = booking.timeTaken(call);
        String mail = mailsTo(call, 2).getLast().readable();
        booking.again(taken);
        settle();

        assertThat(mail).contains("That time went to somebody else", "http://localhost/calls/moving");
        assertThat(mail.lines().filter(line -> line.matches("- \\w+, \\w+ \\d+, \\d+:\\d\\d [ap]m.*")))
                .as(mail)
                .hasSize(3);
        assertThat(SMTP.acceptedBy(call.email())).hasSize(2);
    }

    @Test
    void erasedClientGetsNothingMore() {
        Call call = heldCall("nora");
        booking.outcome(call, Outcome.INTERESTED);
        settle();
        int before = SMTP.acceptedBy(call.email()).size();

        booking.erased(call);
        settle();
        advance(Duration.ofDays(30));

        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
        assertThat(run(call, "after-interested").endedBecause()).isEqualTo("erased");
    }

    private Call sameAddress(Call call, String name) {
        return new Call(
                new CallId("call-" + name + call.client().value()),
                new ClientId("client-" + name + call.client().value()),
                call.email(),
                name + call.uid(),
                clock.instant().plus(Duration.ofDays(9)));
    }

    private Call heldCall(String name) {
        Call call = booking.call(name, Duration.ofHours(3));
        booking.booked(call);
        onlyMailTo(call);
        advance(Duration.ofHours(4));
        return call;
    }

    private void advance(Duration by) {
        walk.moveTo(clock.instant().plus(by));
    }

    /** Everything that was said is read and acted upon. */
    private void settle() {
        walk.moveTo(clock.instant());
    }

    private AcceptedMail onlyMailTo(Call call) {
        return mailsTo(call, 1).getFirst();
    }

    private List<AcceptedMail> mailsTo(Call call, int count) {
        await().atMost(SOON).until(() -> SMTP.acceptedBy(call.email()).size() >= count);
        assertThat(SMTP.acceptedBy(call.email())).hasSize(count);
        return SMTP.acceptedBy(call.email());
    }

    private List<String> subjectsTo(Call call) {
        return SMTP.acceptedBy(call.email()).stream()
                .map(FollowUpTests::subject)
                .toList();
    }

    private static String subject(AcceptedMail mail) {
        return mail.header("Subject").orElseThrow();
    }

    private String reminderSubject(Call call) {
        return subjectsTo(call).stream()
                .filter(s -> s.endsWith(": our call"))
                .findFirst()
                .orElse("no reminder");
    }

    private List<Enrollment> runsOf(Call call) {
        return enrollments.page(call.client().value(), null, null, 1, 50).stream()
                .map(stored -> stored.state())
                .toList();
    }

    private Enrollment run(Call call, String sequence) {
        return runsOf(call).stream()
                .filter(run -> run.sequence().equals(sequence))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no run through " + sequence));
    }
}
