package throughline.booking.calltype;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.booking.slot.SlotRules;
import throughline.contract.PractitionerId;
import throughline.contract.booking.Location;

/**
 * A kind of call. {@code retired}: it can no longer be booked, but calls of it are still there.
 *
 * @param typeId its id, in addresses and events
 * @param step minutes between two starts
 */
public record CallType(
        String typeId,
        String name,
        String description,
        PractitionerId practitioner,
        int duration,
        int step,
        int bufferBefore,
        int bufferAfter,
        Duration notice,
        int window,
        @Nullable Integer perDay,
        @Nullable Integer perWeek,
        int capacity,
        Approval approval,
        @Nullable Integer busyPercent,
        Location location,
        List<Question> questions,
        boolean retired) {

    /** Whether a booking holds at once, or only when the practitioner says so. */
    public enum Approval {
        AUTOMATIC,
        ON_REQUEST
    }

    public SlotRules rules() {
        return new SlotRules(
                typeId,
                Duration.ofMinutes(duration),
                Duration.ofMinutes(step),
                Duration.ofMinutes(bufferBefore),
                Duration.ofMinutes(bufferAfter),
                notice,
                window,
                perDay,
                perWeek,
                capacity,
                busyPercent);
    }

    CallType asRetired() {
        return new CallType(
                typeId,
                name,
                description,
                practitioner,
                duration,
                step,
                bufferBefore,
                bufferAfter,
                notice,
                window,
                perDay,
                perWeek,
                capacity,
                approval,
                busyPercent,
                location,
                questions,
                true);
    }
}
