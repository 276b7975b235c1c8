package throughline.notification.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.notification.Proof;
import throughline.notification.suppression.Purpose;

/**
 * One address and one purpose.
 *
 * @param email as given; empty once erased
 * @param asked how often the question was mailed, and when last
 * @param proof of the newest change
 * @param name from a list, if it had one
 */
record SubscriptionState(
        String address,
        String email,
        Purpose purpose,
        Status state,
        int asked,
        @Nullable Instant askedAt,
        Proof proof,
        @Nullable String name) {

    /** Only CONFIRMED gets mails. */
    enum Status {
        REQUESTED,
        CONFIRMED,
        WITHDRAWN
    }

    SubscriptionState requested(String newEmail, Instant at, Proof by) {
        Status next = state == Status.CONFIRMED ? Status.CONFIRMED : Status.REQUESTED;
        return new SubscriptionState(address, newEmail, purpose, next, asked + 1, at, by, name);
    }

    SubscriptionState now(Status next, Proof by) {
        return new SubscriptionState(address, email, purpose, next, asked, askedAt, by, name);
    }

    /** Confirmed elsewhere, as a list says. */
    SubscriptionState imported(@Nullable String newName, Proof by) {
        return new SubscriptionState(address, email, purpose, Status.CONFIRMED, asked, askedAt, by, newName);
    }

    /** What is left of an erased person. */
    SubscriptionState erased(Proof by) {
        return new SubscriptionState(address, "", purpose, Status.WITHDRAWN, asked, askedAt, by, null);
    }
}
