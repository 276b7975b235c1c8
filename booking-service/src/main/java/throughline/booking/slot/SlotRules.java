package throughline.booking.slot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one call type may be booked.
 *
 * @param callType its id
 * @param step between two starts of the grid; independent of the duration
 * @param before kept free of other calls before one; buffers may overlap each other
 * @param notice the least time from now to a start
 * @param windowDays how many calendar days ahead, in the practitioner's zone; the last one is included
 * @param perDay calls of this type on one day of the practitioner's
 * @param perWeek the same from Monday to Sunday
 * @param capacity how many people share one start
 * @param busyPercent how many of a hundred free starts are not shown
 */
public record SlotRules(
        String callType,
        Duration duration,
        Duration step,
        Duration before,
        Duration after,
        Duration notice,
        int windowDays,
        @Nullable Integer perDay,
        @Nullable Integer perWeek,
        int capacity,
        @Nullable Integer busyPercent) {}
