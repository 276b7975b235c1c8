package throughline.web.operations;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import throughline.inbox.Inbox;

/** Part of {@code /health/ready}: a process that does not read its events yet is not ready. */
@Component("inboxHealthIndicator")
class InboxHealth implements HealthIndicator {

    private final Inbox inbox;
    private volatile boolean wasReady;

    InboxHealth(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Once ready it stays so: bookings are taken also while the broker is away. */
    @Override
    public Health health() {
        if (!wasReady) {
            wasReady = inbox.ready();
        }
        return wasReady ? Health.up().build() : Health.outOfService().build();
    }
}
