package throughline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import throughline.clock.MachineTime;

/**
 * What this process holds, and how long it may still act on it. Computed from moments before the database was asked, so it never
 * promises more than the database does.
 *
 * <p>Only what is held here is renewed: a claim whose answer was lost on the way runs out like that of a dead process.
 */
final class Leases {
    private final MachineTime machine;
    private final Duration lease;
    private final Duration margin;
    private final Map<String, Hold> held = new ConcurrentHashMap<>();

    /** @param token of the claim: a row that was lost and claimed again is held by the later claim alone */
    private record Hold(@Nullable String token, Instant until) {}

    Leases(MachineTime machine, MailSettings settings) {
        this.machine = machine;
        this.lease = settings.lease();
        this.margin = settings.margin();
    }

    /** The end of a lease that is asked for now. */
    Instant fromNow() {
        return machine.in(lease);
    }

    void hold(Collection<Delivery> claimed, Instant until) {
        claimed.forEach(row -> held.put(row.id(), new Hold(row.tokenOrNull(), until)));
    }

    /** What became of it under this claim is in the ledger; or it never will be. */
    void release(Delivery row) {
        held.computeIfPresent(row.id(), (_, hold) -> Objects.equals(hold.token(), row.tokenOrNull()) ? null : hold);
    }

    List<String> held() {
        return List.copyOf(held.keySet());
    }

    /** Those of the ids that are still ours now end at this time; those that were lost are refused at the fence. */
    void renewed(Collection<String> ids, Instant until) {
        ids.forEach(id -> held.computeIfPresent(id, (_, hold) -> new Hold(hold.token(), until)));
    }

    /** Whether this row may surely be acted on: nobody else takes it for another margin, whatever their clock says. */
    boolean isSafe(Delivery row) {
        var hold = held.get(row.id());
        return hold != null
                && Objects.equals(hold.token(), row.tokenOrNull())
                && machine.now().plus(margin).isBefore(hold.until());
    }

    /** Leases that ended before this moment are over for everybody. */
    Instant overBefore() {
        return machine.now().minus(margin);
    }
}
