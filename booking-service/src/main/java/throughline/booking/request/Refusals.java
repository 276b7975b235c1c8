package throughline.booking.request;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Refusal;
import throughline.booking.slot.Reason;
import throughline.web.problem.Problem;

/** The calendar's refusals in the words of the HTTP contract. */
public final class Refusals {

    private Refusals() {}

    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotOffered(Reason reason, var alternatives) ->
                reason.code().isTaken()
                        ? Problem.of(HttpStatus.CONFLICT, "SLOT_TAKEN", Sentences.of("booking.problem.taken"))
                                .field("start")
                                .with("alternatives", alternatives)
                        : Inputs.unprocessable(bookingCode(reason.code()), "start", sentence(reason.code()));
            case Refusal.HoldExpired() ->
                Problem.of(HttpStatus.GONE, "HOLD_EXPIRED", Sentences.of("booking.problem.holdExpired"))
                        .field("holdId");
            case Refusal.AnotherRequest() -> mismatch();
            case Refusal.KnownAlready() -> gone();
            case Refusal.TookTooLong() -> tookTooLong();
            case Refusal.NoSuchClaim() -> gone();
            case Refusal.MovedSince() -> gone();
            case Refusal.Over() -> gone();
            case Refusal.WrongState() ->
                Problem.of(HttpStatus.CONFLICT, "WRONG_STATE", Sentences.of("booking.problem.wrongState"));
        };
    }

    static Problem mismatch() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "IDEMPOTENCY_MISMATCH", Sentences.of("booking.problem.mismatch"));
    }

    public static Problem tookTooLong() {
        return Problem.of(HttpStatus.CONFLICT, "BUSY", Sentences.of("booking.problem.tookTooLong"))
                .retryAfter(Duration.ofSeconds(1));
    }

    public static Problem gone() {
        return Problem.of(HttpStatus.GONE, "OVER", Sentences.of("booking.problem.over"));
    }

    private static String sentence(Reason.Code code) {
        return switch (code) {
            case PAST -> Sentences.of("booking.problem.past");
            case TOO_SOON -> Sentences.of("booking.problem.tooSoon");
            case OUT_OF_WINDOW -> Sentences.of("booking.problem.tooFar");
            case OFF_GRID -> Sentences.of("booking.problem.offGrid");
            case OUTSIDE_HOURS, OVERRIDE, LOOK_BUSY -> Sentences.of("booking.problem.noCalls");
            case TAKEN, HELD, BUFFER, DAY_FULL, WEEK_FULL, CALENDAR_BUSY -> Sentences.of("booking.problem.taken");
        };
    }

    /** The code of the contract for a booking; an overridden day lies outside the hours. */
    private static String bookingCode(Reason.Code code) {
        return code == Reason.Code.OVERRIDE ? Reason.Code.OUTSIDE_HOURS.name() : code.name();
    }
}
