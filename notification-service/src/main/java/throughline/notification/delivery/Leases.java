package throughline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import throughline.clock.MachineTime;

/**
 * How long this process may still act on what it has claimed. Computed from moments before the database was asked, so it never
 * promises more than the database does.
 */
final class Leases {
    private final MachineTime machine;
    private final Duration lease;
    private final Duration margin;
    private volatile Instant renewedUntil = Instant.EPOCH;

    Leases(MachineTime machine, MailSettings settings) {
        this.machine = machine;
        this.lease = settings.lease();
        this.margin = settings.margin();
    }

    /** The end of a lease that is asked for now. */
    Instant fromNow() {
        return machine.in(lease);
    }

    /** Every claim that is still ours now ends at this time; those that were lost meanwhile are refused at the fence. */
    void renewed(Instant until) {
        renewedUntil = until;
    }

    /** Whether this row may surely be acted on: nobody else takes it for another margin, whatever their clock says. */
    boolean isSafe(Delivery row) {
        var claim = row.progress().claim();
        if (claim == null) {
            return false;
        }
        var until = claim.until().isAfter(renewedUntil) ? claim.until() : renewedUntil;
        return machine.now().plus(margin).isBefore(until);
    }

    /** Leases that ended before this moment are over for everybody. */
    Instant overBefore() {
        return machine.now().minus(margin);
    }
}
