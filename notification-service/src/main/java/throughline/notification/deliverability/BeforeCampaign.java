package throughline.notification.deliverability;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.notification.deliverability.Finding.State;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.suppression.Purpose;

/**
 * Whether mail may go to many readers without a word of warning: the findings of the check, remembered for a while. It never waits for
 * DNS: who asks before anything is known is told so, and the looking goes on behind.
 */
@Component
class BeforeCampaign {
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Logger log = LoggerFactory.getLogger(BeforeCampaign.class);

    private final Deliverability deliverability;
    private final Subscriptions subscriptions;
    private final MachineTime machine;
    private final boolean staysHere;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Looked last;

    BeforeCampaign(
            Deliverability deliverability,
            Subscriptions subscriptions,
            MachineTime machine,
            @Value("${throughline.sink.directory:}") String sink) {
        this.deliverability = deliverability;
        this.subscriptions = subscriptions;
        this.machine = machine;
        this.staysHere = !sink.isBlank();
    }

    private record Looked(Instant at, List<Finding> findings) {}

    /** What to say before a campaign. */
    enum Standing {
        /** The check has passed. */
        READY,
        /** It found something that should be settled first. */
        NOT_READY,
        /** It has not been made, or what it asked did not answer. */
        UNCHECKED,
        /** There is nobody to write to, or mails do not leave this machine. */
        NOT_NEEDED
    }

    /** As the page of the check shows them, and remembered. */
    List<Finding> look() {
        var findings = deliverability.look();
        last = new Looked(machine.now(), findings);
        return findings;
    }

    Standing standing() {
        if (staysHere || subscriptions.confirmedAfter(Purpose.ARTICLES, "", 1).isEmpty()) {
            return Standing.NOT_NEEDED;
        }
        var known = last;
        if (known == null || known.at().plus(FRESH).isBefore(machine.now())) {
            lookBehind();
        }
        return known == null ? Standing.UNCHECKED : of(known.findings());
    }

    static Standing of(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.state() == State.BAD)) {
            return Standing.NOT_READY;
        }
        boolean unanswered =
                findings.stream().anyMatch(finding -> finding.code().equals("unreachable"));
        return unanswered ? Standing.UNCHECKED : Standing.READY;
    }

    private void lookBehind() {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("deliverability").start(() -> {
                try {
                    look();
                } catch (RuntimeException e) {
                    log.warn(
                            "Deliverability could not be looked at; it will be when somebody asks again. {}",
                            e.toString());
                } finally {
                    looking.set(false);
                }
            });
        }
    }
}
