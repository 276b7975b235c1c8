package throughline.notification.delivery;

import org.jspecify.annotations.Nullable;
import throughline.contract.DeliveryId;

/** A row of the ledger as it was read. */
record Delivery(String id, long version, long outboxSequence, Plan plan, Progress progress) {

    DeliveryId deliveryId() {
        return new DeliveryId(id);
    }

    DeliveryState state() {
        return progress.state();
    }

    boolean isHeldBy(String token) {
        return token.equals(tokenOrNull());
    }

    @Nullable
    String tokenOrNull() {
        return progress.claim() == null ? null : progress.claim().token();
    }

    Delivery with(Progress other) {
        return new Delivery(id, version, outboxSequence, plan, other);
    }

    /** The row as it will be read after this was written. */
    Delivery after(Fate.Step step) {
        return new Delivery(id, version + 1, outboxSequence + step.facts().size(), plan, step.next());
    }
}
