package throughline.booking.calendar;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.booking.slot.Taken;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.CalendarEntry;

/**
 * Time that a call has, or that is kept while a form is filled in.
 *
 * @param callId of a hold, the hold's own id
 * @param client absent for a hold
 * @param bufferBefore minutes
 * @param expiresAt when a hold ends, in practice time
 * @param uid of the calendar entry; never changes
 * @param sequence rises by one with each change of the calendar entry
 * @param generation of the manage link; rises when the call moves
 * @param settled an outcome is recorded: the claim can no longer be moved or cancelled
 * @param request keyed hash of the request that made it
 * @param intake the attempt whose answers belong to it
 * @param followUp what was said about mails after the call, if anything
 */
public record Claim(
        CallId callId,
        @Nullable ClientId client,
        String callType,
        Instant start,
        Instant end,
        int bufferBefore,
        int bufferAfter,
        State state,
        @Nullable Instant expiresAt,
        String uid,
        int sequence,
        int generation,
        boolean settled,
        @Nullable String request,
        @Nullable String intake,
        @Nullable Boolean followUp) {

    /** HELD and CONFIRMED exclude others; of several REQUESTED ones for the same time only one can be confirmed. */
    public enum State {
        HELD,
        REQUESTED,
        CONFIRMED
    }

    public CalendarEntry entry() {
        return new CalendarEntry(uid, sequence);
    }

    boolean takesTime(Instant now) {
        return switch (state) {
            case HELD -> !isExpired(now);
            case REQUESTED -> false;
            case CONFIRMED -> true;
        };
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    Taken taken() {
        return new Taken(
                start,
                end,
                Duration.ofMinutes(bufferBefore),
                Duration.ofMinutes(bufferAfter),
                callType,
                state == State.HELD);
    }

    Claim confirmed() {
        return new Claim(
                callId,
                client,
                callType,
                start,
                end,
                bufferBefore,
                bufferAfter,
                State.CONFIRMED,
                null,
                uid,
                sequence + 1,
                generation,
                settled,
                request,
                intake,
                followUp);
    }

    Claim movedTo(Instant to, Offer offer) {
        return new Claim(
                callId,
                client,
                callType,
                to,
                to.plus(offer.rules().duration()),
                (int) offer.rules().before().toMinutes(),
                (int) offer.rules().after().toMinutes(),
                state,
                null,
                uid,
                sequence + 1,
                generation + 1,
                settled,
                request,
                intake,
                followUp);
    }

    Claim asSettled() {
        return new Claim(
                callId,
                client,
                callType,
                start,
                end,
                bufferBefore,
                bufferAfter,
                state,
                null,
                uid,
                sequence,
                generation,
                true,
                request,
                intake,
                followUp);
    }
}
