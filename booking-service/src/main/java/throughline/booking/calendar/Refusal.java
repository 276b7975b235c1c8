package throughline.booking.calendar;

import java.time.Instant;
import java.util.List;
import throughline.booking.slot.Reason;

/** Why the calendar did not do what was asked. */
public sealed interface Refusal {

    /** Rules or other people's time speak against it; the alternatives are starts close to it. */
    record NotOffered(Reason reason, List<Instant> alternatives) implements Refusal {}

    /** The hold is over, or was for something else. */
    record HoldExpired() implements Refusal {}

    /** The same idempotency key came with another request. */
    record AnotherRequest() implements Refusal {}

    /** The call is known already, and its claim has left the calendar since. */
    record KnownAlready() implements Refusal {}

    /** It was under way for so long that it has to begin again. */
    record TookTooLong() implements Refusal {}

    /** There is no such claim, or no longer. */
    record NoSuchClaim() implements Refusal {}

    /** The call has moved since the link was made. */
    record MovedSince() implements Refusal {}

    /** The call is over, or its outcome is recorded. */
    record Over() implements Refusal {}

    /** The claim is not in the state this needs. */
    record WrongState() implements Refusal {}
}
