package throughline.booking.offer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Offer;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.request.Offers;
import throughline.booking.request.Starts;
import throughline.booking.slot.Reason;
import throughline.booking.slot.Slots;
import throughline.service.PracticeSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

/** The free times of a call type, and why a time is not free. */
@RestController
@RequestMapping("/api/booking/v1/call-types/{id}/slots")
class SlotsController {

    private static final int MOST_DAYS = 62;

    private final CallTypes callTypes;
    private final Offers offers;
    private final PracticeSettings practice;
    private final ReasonTexts texts;

    SlotsController(CallTypes callTypes, Offers offers, PracticeSettings practice, ReasonTexts texts) {
        this.callTypes = callTypes;
        this.offers = offers;
        this.practice = practice;
        this.texts = texts;
    }

    record Slot(
            @JsonSerialize(using = InUtc.class) Instant start,
            @JsonSerialize(using = InUtc.class) Instant end,
            String local,
            String label) {}

    /** Jackson's own goes through a formatter for each of a thousand. */
    static final class InUtc extends StdSerializer<Instant> {

        InUtc() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
            json.writeString(SlotTimes.utc(instant));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Free(
            String zone,
            String practiceZone,
            List<Slot> slots,
            @Nullable LocalDate next) {}

    record Because(Reason.Code code, String rule, String text) {}

    record Explained(boolean offered, List<Because> reasons) {}

    @GetMapping
    Free slots(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String zone) {
        CallType type = type(id);
        ZoneId shown = Inputs.zone(zone, practice.zone());
        LocalDate first = Inputs.date("from", from);
        LocalDate last = Inputs.date("to", to);
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1 || days > MOST_DAYS || first.getYear() < 1970 || last.getYear() > 8999) {
            throw Inputs.unprocessable("BAD_RANGE", "to", Sentences.of("booking.problem.daysAtATime", MOST_DAYS));
        }
        Offer offer = offers.of(type);
        Slots slots = offers.slots(offer, first, last);
        List<Slot> free = slots.offered(first, last, shown).stream()
                .map(start -> slot(start, offer.rules().duration(), shown))
                .toList();
        LocalDate next = free.isEmpty() ? offers.slots(offer).next(last, shown).orElse(null) : null;
        return new Free(shown.getId(), practice.zone().getId(), free, next);
    }

    private static Slot slot(Instant start, Duration duration, ZoneId zone) {
        ZonedDateTime local = start.atZone(zone);
        return new Slot(start, start.plus(duration), SlotTimes.local(local), SlotTimes.label(local));
    }

    @GetMapping("/explain")
    Explained explain(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String zone,
            Locale locale) {
        CallType type = type(id);
        String given = start == null ? null : start.replace(' ', '+'); // a plus sign in a query reads as a blank
        Instant instant = Starts.read("start", given, Inputs.zone(zone, practice.zone()));
        Slots slots = offers.slots(offers.of(type));
        Stream<Reason> hidden = slots.isHidden(instant)
                ? Stream.of(new Reason(Reason.Code.LOOK_BUSY, "lookBusyPercent", String.valueOf(type.busyPercent())))
                : Stream.empty();
        List<Because> reasons = Stream.concat(slots.against(instant).stream(), hidden)
                .map(reason -> new Because(reason.code(), reason.rule(), texts.of(reason, locale)))
                .toList();
        return new Explained(reasons.isEmpty(), reasons);
    }

    private CallType type(String id) {
        return callTypes.find(Inputs.id(id)).orElseThrow(Inputs::notFound);
    }
}
