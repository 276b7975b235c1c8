package throughline.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import throughline.clock.DueWork;
import throughline.notification.relay.Rates;
import throughline.notification.relay.Relays;
import throughline.notification.transport.SmtpSettings;

/**
 * Sends what is due. Any number of processes may do so at once: each row goes to one of them, by lease.
 *
 * <p>Each second it renews its own leases, takes up what others have left behind, and sends again what must arrive and has been
 * in doubt for too long.
 */
final class MailWorker implements SmartLifecycle, DueWork {
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(MailWorker.class);

    private final String owner = UUID.randomUUID().toString();
    private final Ledger ledger;
    private final Handover.Shared shared;
    private final SmtpSettings smtp;
    private final Relays relays;
    private final Rates rates;
    private final MailSettings settings;
    private final Wake wake;
    private final Clock clock;
    private final Semaphore look = new Semaphore(0);
    private final List<LaneSenders> lanes;
    private final DomainQueue queue;
    private final HaltedRows halted;
    private volatile boolean running;

    MailWorker(
            Ledger ledger,
            Handover.Shared shared,
            SmtpSettings smtp,
            Relays relays,
            Rates rates,
            MailSettings settings,
            Wake wake,
            Halts halts) {
        this.ledger = ledger;
        this.shared = shared;
        this.smtp = smtp;
        this.relays = relays;
        this.rates = rates;
        this.settings = settings;
        this.wake = wake;
        this.clock = shared.clock();
        this.queue = new DomainQueue(ledger, rates, relays.breakers(), shared.fate(), clock);
        this.halted = new HaltedRows(ledger, halts, clock);
        this.lanes = List.of(
                senders(Lane.TRANSACTIONAL, Math.max(1, smtp.connections() / 2)),
                senders(Lane.BULK, smtp.connections()));
    }

    private LaneSenders senders(Lane lane, int connections) {
        return new LaneSenders(
                lane,
                connections,
                settings,
                wake,
                this::claim,
                () -> rates.limits().articleIntentBlock(),
                () -> new Handover(shared, relays.open()));
    }

    private List<Claimed> claim(Lane lane, int most) {
        if (relays.areAllPaused()) {
            return List.of();
        }
        int granted = rates.take(most, lane == Lane.BULK);
        if (granted == 0) {
            return List.of();
        }
        var until = shared.leases().fromNow();
        var rows = ledger.claim(lane, granted, owner, clock.instant(), until);
        rates.giveBack(granted - rows.size());
        var now = queue.only(halted.only(rows), lane);
        rates.giveBack(rows.size() - now.size());
        shared.leases().hold(now, until);
        return lane == Lane.BULK
                ? asked(now)
                : now.stream().map(Claimed::unasked).toList();
    }

    /** They go one after the other within a moment, so one question serves all; what has to wait is asked about again. */
    private List<Claimed> asked(List<Delivery> rows) {
        long now = shared.machine().nanos();
        try {
            var refusals = shared.checks().refusals(rows);
            return rows.stream()
                    .map(row -> new Claimed(row, new Claimed.Answer(Optional.ofNullable(refusals.get(row.id())), now)))
                    .toList();
        } catch (RuntimeException e) {
            log.debug("Whether {} mails may go is asked again for each of them.", rows.size(), e);
            return rows.stream().map(Claimed::unasked).toList();
        }
    }

    @Override
    public void start() {
        if (!smtp.isConfigured()) {
            log.warn("No relay is configured (SMTP_HOST): mails are planned and wait.");
            return;
        }
        running = true;
        shared.committer().start();
        lanes.forEach(LaneSenders::start);
        Thread.ofVirtual().name("mail-leases").start(this::lookForever);
    }

    @Override
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        look.release();
        lanes.forEach(LaneSenders::stop);
        try {
            for (var lane : lanes) {
                lane.awaitEnd(STOPPING);
            }
            shared.committer().stop(STOPPING);
            ledger.letGo(owner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn(
                    "What this process had claimed could not be given back; it waits for its lease to end. {}",
                    e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 100;
    }

    private void lookForever() {
        var every = settings.lease().dividedBy(4);
        var wait = every.compareTo(Duration.ofSeconds(1)) < 0 ? every : Duration.ofSeconds(1);
        var renewAt = Instant.EPOCH;
        try {
            while (running) {
                try {
                    if (!shared.machine().now().isBefore(renewAt)) {
                        renew();
                        renewAt = shared.machine().in(every);
                    }
                    takeUp();
                    relays.breakers().refresh();
                } catch (RuntimeException e) {
                    log.warn(
                            "Leases cannot be looked after just now; next look in {} ms. {}",
                            wait.toMillis(),
                            e.toString());
                }
                if (look.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    look.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        var until = shared.leases().fromNow();
        shared.leases().renewed(ledger.renew(owner, shared.leases().held(), until), until);
    }

    private void takeUp() {
        for (var row : ledger.leasesOver(shared.leases().overBefore())) {
            var step = shared.fate().leaseOver(row, clock.instant());
            if (ledger.write(new Ledger.Change(row, step))) {
                log.warn(
                        "The lease of {} is over; it is {} now.",
                        row.id(),
                        step.next().state());
                wake.ring(row.plan().lane());
            }
        }
        for (var row : ledger.resendsDue(clock.instant())) {
            if (ledger.write(new Ledger.Change(row, Fate.resend(row, clock.instant())))) {
                log.warn("{} was in doubt until its deadline and will be sent once more.", row.id());
                wake.ring(row.plan().lane());
            }
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return smtp.isConfigured() && !relays.areAllPaused() ? ledger.nextDue() : Optional.empty();
    }

    @Override
    public boolean settled(Instant now) {
        return !smtp.isConfigured() || !(relays.areAllPaused() ? ledger.isHeld() : ledger.isBusy(now));
    }

    @Override
    public void wake() {
        wake.ringAll();
        look.release();
    }
}
