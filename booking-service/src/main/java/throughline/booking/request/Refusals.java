package throughline.booking.request;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import throughline.booking.Inputs;
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
                        ? Problem.of(HttpStatus.CONFLICT, "SLOT_TAKEN", "That time was just taken.")
                                .field("start")
                                .with("alternatives", alternatives)
                        : Inputs.unprocessable(bookingCode(reason.code()), "start", sentence(reason.code()));
            case Refusal.HoldExpired() ->
                Problem.of(HttpStatus.GONE, "HOLD_EXPIRED", "That time was kept for you for a while, and is no longer.")
                        .field("holdId");
            case Refusal.AnotherRequest() -> mismatch();
            case Refusal.KnownAlready() -> gone();
            case Refusal.TookTooLong() -> tookTooLong();
            case Refusal.NoSuchClaim() -> gone();
            case Refusal.MovedSince() -> gone();
            case Refusal.Over() -> gone();
            case Refusal.WrongState() ->
                Problem.of(HttpStatus.CONFLICT, "WRONG_STATE", "The call is not in a state in which this can be done.");
        };
    }

    static Problem mismatch() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "IDEMPOTENCY_MISMATCH",
                "That Idempotency-Key was used for another request.");
    }

    public static Problem tookTooLong() {
        return Problem.of(HttpStatus.CONFLICT, "BUSY", "This took too long on our side. Please try again.")
                .retryAfter(Duration.ofSeconds(1));
    }

    public static Problem gone() {
        return Problem.of(
                HttpStatus.GONE, "OVER", "The call is over, cancelled or has moved; this can no longer be done.");
    }

    private static String sentence(Reason.Code code) {
        return switch (code) {
            case PAST -> "That time is over.";
            case TOO_SOON -> "That is too soon; choose a later time.";
            case OUT_OF_WINDOW -> "That is too far ahead; choose an earlier time.";
            case OFF_GRID -> "Calls do not start at that minute.";
            case OUTSIDE_HOURS, OVERRIDE, LOOK_BUSY -> "There are no calls at that time.";
            case TAKEN, HELD, BUFFER, DAY_FULL, WEEK_FULL, CALENDAR_BUSY -> "That time was just taken.";
        };
    }

    /** The code of the contract for a booking; an overridden day lies outside the hours. */
    private static String bookingCode(Reason.Code code) {
        return code == Reason.Code.OVERRIDE ? Reason.Code.OUTSIDE_HOURS.name() : code.name();
    }
}
