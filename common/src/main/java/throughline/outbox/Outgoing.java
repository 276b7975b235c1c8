package throughline.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The facts of one document on their way to the broker, the oldest first; after a failure the later ones wait. */
final class Outgoing {

    private final String id;
    private final long newest;
    private final int tries;
    private final Deque<Document> left;
    private final Set<String> waitingKeys = new HashSet<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private boolean someStay;
    private @Nullable Throwable failure;

    private Outgoing(String id, Document outbox) {
        this.id = id;
        this.newest = outbox.getLong("sequence");
        this.tries = outbox.getInteger("tries", 0);
        this.left = new ArrayDeque<>(outbox.getList("events", Document.class, List.of()));
        outbox.getList("parked", Document.class, List.of()).forEach(e -> waitingKeys.add(e.getString("key")));
    }

    static Outgoing of(Document document) {
        return new Outgoing(
                document.getString("_id"), Objects.requireNonNull(document.get("outbox", Document.class), "outbox"));
    }

    String id() {
        return id;
    }

    int tries() {
        return tries;
    }

    /** The next fact to send; empty when none is left or one before it failed. */
    Optional<Document> next() {
        while (failure == null && !left.isEmpty()) {
            Document event = left.remove();
            if (!waitingKeys.contains(event.getString("key"))) {
                return Optional.of(event);
            }
            someStay = true;
        }
        return Optional.empty();
    }

    void acknowledged(Document event) {
        acknowledged.add(event.getLong("sequence"));
    }

    /** It will never be published; only facts of its key wait behind it. */
    void parked(Document event) {
        waitingKeys.add(event.getString("key"));
        someStay = true;
    }

    void failed(Throwable cause) {
        failure = cause;
        someStay = true;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    int published() {
        return acknowledged.size();
    }

    /** What is to be taken out of the document now. */
    PulledEvents.Taken taken() {
        return new PulledEvents.Taken(id, someStay ? null : newest, List.copyOf(acknowledged));
    }
}
