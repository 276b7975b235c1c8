package throughline.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import throughline.notification.relay.Relays;
import throughline.notification.transport.SmtpSettings;
import throughline.service.Light;

/** Whether mails go out: measured by what lies in the ledger, not by whether a port answers. */
@Component
final class MailLight implements Light.Measure {
    private static final Duration LATE = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final SmtpSettings smtp;
    private final Relays relays;
    private final Clock clock;
    private volatile Light last;

    MailLight(Ledger ledger, SmtpSettings smtp, Relays relays, Clock clock) {
        this.ledger = ledger;
        this.smtp = smtp;
        this.relays = relays;
        this.clock = clock;
        this.last = new Light("Mail", Light.State.UNMEASURED, clock.instant(), "Not measured yet.");
    }

    @Override
    public Light now() {
        var now = clock.instant();
        var seen = measure(now);
        last = new Light("Mail", seen.state(), seen.state() == last.state() ? last.since() : now, seen.reason());
        return last;
    }

    private Light measure(Instant now) {
        try {
            if (!smtp.isConfigured()) {
                return light(Light.State.STOPPED, "No mail server is configured; mails are kept.", now);
            }
            if (relays.areAllPaused()) {
                return light(
                        Light.State.STOPPED, "The mail server cannot be reached or refuses us; mails are kept.", now);
            }
            long inDoubt = ledger.count(DeliveryState.IN_DOUBT);
            if (inDoubt > 0) {
                return light(Light.State.NEEDS_DECISION, inDoubt + " in doubt.", now);
            }
            if (ledger.nextDue().filter(due -> due.isBefore(now.minus(LATE))).isPresent()) {
                return light(Light.State.SLOW, "Mails are due and have not gone out.", now);
            }
            long deferred = ledger.count(DeliveryState.DEFERRED);
            return light(
                    Light.State.WORKING, deferred == 0 ? "Nothing waits." : deferred + " will be tried again.", now);
        } catch (RuntimeException e) {
            return light(Light.State.UNMEASURED, "The ledger does not answer.", now);
        }
    }

    private static Light light(Light.State state, String reason, Instant now) {
        return new Light("Mail", state, now, reason);
    }
}
