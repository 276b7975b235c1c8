package throughline.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.notification.relay.Breakers;
import throughline.notification.relay.Rates;

/**
 * Which of the mails just claimed may go now, as far as their domains are concerned; the others go back to the ledger with the time
 * at which they may. Mails of the transactional lane never wait here: they are few, what they use is taken from the turns of
 * the others, and one that is taken shows that its domain wants mail from us again.
 */
final class DomainQueue {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Rates rates;
    private final Breakers breakers;
    private final Fate fate;
    private final Clock clock;

    DomainQueue(Ledger ledger, Rates rates, Breakers breakers, Fate fate, Clock clock) {
        this.ledger = ledger;
        this.rates = rates;
        this.breakers = breakers;
        this.fate = fate;
        this.clock = clock;
    }

    List<Delivery> only(List<Delivery> claimed, Lane lane) {
        Map<String, List<Delivery>> byDomain = new LinkedHashMap<>();
        claimed.forEach(
                row -> byDomain.computeIfAbsent(Breakers.domain(row.plan().to()), _ -> new ArrayList<>())
                        .add(row));
        var now = clock.instant();
        if (lane == Lane.TRANSACTIONAL) {
            byDomain.forEach((domain, rows) -> rates.use(domain, rows.size(), now));
            return claimed;
        }
        var back = new ArrayList<Ledger.Change>();
        byDomain.forEach((domain, rows) -> back.addAll(waiting(domain, rows, now)));
        if (back.isEmpty()) {
            return claimed;
        }
        ledger.write(back);
        var gone = new HashSet<String>();
        back.forEach(change -> gone.add(change.before().id()));
        return claimed.stream().filter(row -> !gone.contains(row.id())).toList();
    }

    private List<Ledger.Change> waiting(String domain, List<Delivery> rows, Instant now) {
        Optional<Instant> open = breakers.openUntil(domain);
        if (open.isPresent()) {
            return rows.stream()
                    .map(row -> new Ledger.Change(row, fate.held(row, open.get(), now)))
                    .toList();
        }
        var without =
                rows.stream().filter(row -> row.progress().turnAt() == null).toList();
        var turns = without.isEmpty() ? List.<Instant>of() : rates.turns(domain, without.size(), now);
        var waiting = new ArrayList<Ledger.Change>();
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i).isAfter(now.plus(AT_ONCE))) {
                waiting.add(new Ledger.Change(without.get(i), Fate.queued(without.get(i), turns.get(i), now)));
            }
        }
        return waiting;
    }
}
