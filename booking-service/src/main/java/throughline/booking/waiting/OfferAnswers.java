package throughline.booking.waiting;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.aggregate.Written;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Calendars;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.call.ManageLinks;
import throughline.booking.intake.Intakes;
import throughline.booking.request.Booked;
import throughline.booking.request.BookingForm;
import throughline.booking.request.Bookings;
import throughline.booking.waiting.WaitingList.How;
import throughline.booking.waiting.WaitingRules.No;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.By;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallDeclined;
import throughline.event.Cause;
import throughline.web.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What somebody on the list, or staff for them, does with an offer and with the request. */
@Component
class OfferAnswers {

    private final WaitingLists lists;
    private final WaitingLinks links;
    private final WaitingRound round;
    private final Bookings bookings;
    private final Calendars calendars;
    private final Calls calls;
    private final ManageLinks manageLinks;
    private final Intakes intakes;
    private final Clock clock;

    OfferAnswers(
            WaitingLists lists,
            WaitingLinks links,
            WaitingRound round,
            Bookings bookings,
            Calendars calendars,
            Calls calls,
            ManageLinks manageLinks,
            Intakes intakes,
            Clock clock) {
        this.lists = lists;
        this.links = links;
        this.round = round;
        this.bookings = bookings;
        this.calendars = calendars;
        this.calls = calls;
        this.manageLinks = manageLinks;
        this.intakes = intakes;
        this.clock = clock;
    }

    /**
     * Where a genuine link stands.
     *
     * @param person absent once the request is over
     * @param booked the page of the call that came of it, if one did and it is still open
     */
    record Standing(
            PractitionerId practitioner,
            @Nullable Waiting person,
            @Nullable String booked) {}

    /** @throws Problem 404 for a token that is not ours */
    Standing find(String token) {
        WaitingLinks.Token read = links.read(token).orElseThrow(Inputs::notFound);
        WaitingList list = lists.of(read.practitioner());
        Optional<Waiting> person = list.find(read.callId());
        String page = person.isPresent()
                ? null
                : list.gone(read.callId())
                        .map(WaitingList.Gone::booked)
                        .flatMap(id -> calls.find(id)
                                .filter(Call::isOpen)
                                .map(call -> manageLinks.page(id, call.generation())))
                        .orElse(null);
        return new Standing(read.practitioner(), person.orElse(null), page);
    }

    /**
     * Books the offered time with what was written in the request. Pressed twice, the answer is the same.
     *
     * @throws Problem 410 if the offer has run out or the request is over
     */
    Booked take(PractitionerId practitioner, Waiting person) {
        Waiting.Live live = person.offer();
        if (live == null || !clock.instant().isBefore(live.expiresAt())) {
            throw over();
        }
        Map<String, JsonNode> answers = answers(person.callId());
        if (answers.isEmpty() && person.intake() != null) { // another press may have used and dropped them just now
            Optional<Booked> before = takenBefore(practitioner, person);
            if (before.isPresent()) {
                return before.get();
            }
        }
        Booked booked = bookings.book(
                new BookingForm(
                        person.callType(),
                        live.start().toString(),
                        null,
                        person.zone().getId(),
                        person.contact().name(),
                        person.contact().email(),
                        person.contact().phone(),
                        answers,
                        live.hold().value(),
                        null,
                        null,
                        person.followUp()),
                "offer-" + live.hold());
        intakes.givingUp(person.intake());
        lists.change(
                practitioner,
                Cause.command("took:" + live.hold()),
                list -> WaitingRules.leave(list, person.callId(), How.TOOK_AN_OFFER, booked.callId(), null));
        intakes.drop(person.intake());
        return booked;
    }

    private Optional<Booked> takenBefore(PractitionerId practitioner, Waiting person) {
        return lists.of(practitioner)
                .gone(person.callId())
                .map(WaitingList.Gone::booked)
                .flatMap(id -> calls.find(id)
                        .map(call -> new Booked(
                                id,
                                call.asked().state(),
                                call.asked().start(),
                                call.asked().end(),
                                call.zone().getId(),
                                manageLinks.page(id, 0),
                                manageLinks.calendarFile(id, 0))));
    }

    private Map<String, JsonNode> answers(CallId callId) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        intakes.of(List.of(callId))
                .getOrDefault(callId, Intakes.Intake.NOTHING)
                .answers()
                .forEach((question, values) -> answers.put(question, node(values)));
        return answers;
    }

    private static JsonNode node(List<String> values) {
        if (values.size() == 1) {
            return JsonNodeFactory.instance.stringNode(values.getFirst());
        }
        ArrayNode several = JsonNodeFactory.instance.arrayNode();
        values.forEach(several::add);
        return several;
    }

    /** Not this time: it goes to whoever is next, and the person stays on the list. */
    void letGo(PractitionerId practitioner, Waiting person) {
        Waiting.Live live = person.offer();
        if (live != null) {
            lists.change(
                    practitioner,
                    Cause.command("let-go:" + live.hold()),
                    list -> WaitingRules.letGo(list, person.callId(), live.hold()));
            giveBack(practitioner, person);
        }
    }

    void leave(PractitionerId practitioner, Waiting person) {
        over(
                practitioner,
                person,
                How.LEFT,
                new CallCancelled(person.callId(), person.client(), null, By.CLIENT, null, null));
    }

    /** @param reason written to the person, if there is one */
    void close(PractitionerId practitioner, Waiting person, @Nullable String reason) {
        over(
                practitioner,
                person,
                How.CLOSED,
                new CallDeclined(person.callId(), person.client(), By.PRACTITIONER, reason));
    }

    private void over(PractitionerId practitioner, Waiting person, How how, BookingEvent fact) {
        intakes.givingUp(person.intake());
        Written<WaitingList, No> written = lists.change(
                practitioner, Cause.command(), list -> WaitingRules.leave(list, person.callId(), how, null, fact));
        if (written instanceof Written.Refused<WaitingList, No>(No why)) {
            throw CallRequests.refused(why);
        }
        intakes.drop(person.intake());
        giveBack(practitioner, person);
    }

    private void giveBack(PractitionerId practitioner, Waiting person) {
        Waiting.Live live = person.offer();
        if (live != null) {
            calendars.unhold(practitioner, live.hold());
        }
        round.wake();
    }

    /** What staff read of it: the text about preferred times. */
    Optional<String> preferredText(CallId callId) {
        return Optional.ofNullable(intakes.of(List.of(callId))
                .getOrDefault(callId, Intakes.Intake.NOTHING)
                .note());
    }

    static Problem over() {
        return Problem.of(HttpStatus.GONE, "OFFER_OVER", Sentences.of("booking.problem.offerOver"));
    }

    Instant now() {
        return clock.instant();
    }
}
