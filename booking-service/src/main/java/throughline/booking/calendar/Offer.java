package throughline.booking.calendar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.booking.availability.Availability;
import throughline.booking.slot.SlotRules;
import throughline.booking.slot.Slots;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;

/** What is on offer: a call type's rules within a practitioner's availability, still without regard to what is taken. */
public record Offer(PractitionerId practitioner, SlotRules rules, Availability availability) {

    /** The slots that are left beside these claims. */
    public Slots slots(List<Claim> claims, Instant now) {
        return slots(claims, now, null);
    }

    /** The same as if one claim were not there: its own time is no obstacle to a call that moves. */
    Slots slots(List<Claim> claims, Instant now, @Nullable CallId except) {
        return new Slots(
                rules,
                availability,
                claims.stream()
                        .filter(claim -> claim.takesTime(now) && !claim.callId().equals(except))
                        .map(Claim::taken)
                        .toList(),
                now);
    }
}
