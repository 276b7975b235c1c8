package throughline.booking.calendar;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.CallRequested;

/**
 * A call that is asked for.
 *
 * @param request keyed hash of the whole request, by which a repetition is told from another request
 * @param onRequest whether the practitioner has to confirm it
 * @param followUp what was said about mails after the call, if anything
 * @param known whether the call was known already, before the calendar is asked to remember less of it
 * @param late whether it took so long that the answers may be on their way out; then it is refused
 * @param fact what to tell the world once the claim holds
 */
public record Booking(
        CallId callId,
        String request,
        ClientId client,
        Offer offer,
        Instant start,
        boolean onRequest,
        @Nullable CallId hold,
        @Nullable String intake,
        @Nullable Boolean followUp,
        BooleanSupplier known,
        BooleanSupplier late,
        Function<Claim, CallRequested> fact) {}
