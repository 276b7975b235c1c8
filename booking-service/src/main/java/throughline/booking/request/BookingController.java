package throughline.booking.request;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.BookingSettings;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Claim;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.service.PracticeSettings;

/** Booking for programs: keep a time for a while, and book a call. */
@RestController
@RequestMapping("/api/booking/v1")
class BookingController {

    private final Bookings bookings;
    private final CallTypes callTypes;
    private final Offers offers;
    private final Calendars calendars;
    private final PostLimit limit;
    private final PracticeSettings practice;
    private final BookingSettings settings;

    BookingController(
            Bookings bookings,
            CallTypes callTypes,
            Offers offers,
            Calendars calendars,
            PostLimit limit,
            PracticeSettings practice,
            BookingSettings settings) {
        this.bookings = bookings;
        this.callTypes = callTypes;
        this.offers = offers;
        this.calendars = calendars;
        this.limit = limit;
        this.practice = practice;
        this.settings = settings;
    }

    record HoldForm(
            @Nullable String callType,
            @Nullable String start,
            @Nullable String zone) {}

    record Held(String holdId, Instant expiresAt) {}

    @PostMapping("/calls")
    @ResponseStatus(HttpStatus.CREATED)
    Booked book(
            @RequestBody BookingForm form,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request) {
        limit.booking(request);
        return bookings.book(form, key);
    }

    @PostMapping("/holds")
    @ResponseStatus(HttpStatus.CREATED)
    Held hold(@RequestBody HoldForm form, HttpServletRequest request) {
        limit.hold(request);
        CallType type = callTypes
                .find(form.callType() == null ? "" : form.callType())
                .orElseThrow(() -> Inputs.unprocessable(
                        "UNKNOWN_CALL_TYPE", "callType", Sentences.of("booking.problem.unknownCallType")));
        Instant start = Starts.read("start", form.start(), Inputs.zone(form.zone(), practice.zone()));
        return switch (calendars.hold(offers.of(type), start, settings.hold())) {
            case Calendars.Change.Done(Claim claim, var fact) ->
                new Held(claim.callId().value(), Objects.requireNonNull(claim.expiresAt()));
            case Calendars.Change.Refused(var why) -> throw Refusals.of(why);
        };
    }
}
