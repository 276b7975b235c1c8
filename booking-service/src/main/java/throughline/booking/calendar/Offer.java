package throughline.booking.calendar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.booking.availability.Availability;
import throughline.booking.availability.Run;
import throughline.booking.slot.SlotRules;
import throughline.booking.slot.Slots;
import throughline.booking.slot.Taken;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;

/**
 * What is on offer: a call type's rules within a practitioner's availability, still without regard to what is taken.
 *
 * @param busy what the practitioner's other calendars said when they were last read
 */
public record Offer(PractitionerId practitioner, SlotRules rules, Availability availability, List<Run> busy) {

    public Offer {
        busy = List.copyOf(busy);
    }

    /** The slots that are left beside what is taken. */
    public Slots slots(List<Taken> taken, Instant now) {
        return new Slots(rules, availability, taken, busy, now);
    }

    /** The slots that are left beside these claims, as if one were not there: its own time is no obstacle to a call that moves. */
    Slots beside(List<Claim> claims, Instant now, @Nullable CallId except) {
        return slots(
                claims.stream()
                        .filter(claim -> claim.takesTime(now) && !claim.callId().equals(except))
                        .map(Claim::taken)
                        .toList(),
                now);
    }
}
