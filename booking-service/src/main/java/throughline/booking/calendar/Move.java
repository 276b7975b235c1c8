package throughline.booking.calendar;

import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.booking.BookingEvent;

/**
 * A call that is to get another time.
 *
 * @param generation of the link that is used; null for staff
 * @param byRules whether the new time must be an offered one; staff may move a call to any free time
 * @param fact from the claim before and after
 */
public record Move(
        CallId callId,
        @Nullable Integer generation,
        Offer offer,
        Instant to,
        boolean byRules,
        BiFunction<Claim, Claim, BookingEvent> fact) {}
