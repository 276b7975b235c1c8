package throughline.notification.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Keeps back rows whose cause staff have paused or stopped and that were claimed all the same: they came into the queue a moment
 * later, planned or deferred by somebody who did not know yet.
 */
final class HaltedRows {
    private static final String STOPPED = "stopped";

    private final Ledger ledger;
    private final Halts halts;
    private final Clock clock;

    HaltedRows(Ledger ledger, Halts halts, Clock clock) {
        this.ledger = ledger;
        this.halts = halts;
        this.clock = clock;
    }

    /** Those of the claimed rows that may go on. */
    List<Delivery> only(List<Delivery> claimed) {
        var known = new HashMap<String, Halts.Halt>();
        var back = new ArrayList<Ledger.Change>();
        for (var row : claimed) {
            if (row.plan().isArticle()) {
                var halt = known.computeIfAbsent(row.plan().because(), halts::of);
                step(row, halt).ifPresent(step -> back.add(new Ledger.Change(row, step)));
            }
        }
        if (back.isEmpty()) {
            return claimed;
        }
        ledger.write(back);
        var gone = new HashSet<String>();
        back.forEach(change -> gone.add(change.before().id()));
        return claimed.stream().filter(row -> !gone.contains(row.id())).toList();
    }

    private Optional<Fate.Step> step(Delivery row, Halts.Halt halt) {
        return switch (halt) {
            case NONE -> Optional.empty();
            case PAUSED -> Optional.of(Fate.paused(row, clock.instant()));
            case STOPPED -> Optional.of(Fate.skipped(row, STOPPED, clock.instant()));
        };
    }
}
