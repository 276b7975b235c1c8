package throughline.notification.sequence;

import java.time.Instant;

/** One version of a sequence; it never changes. {@code retired}: nobody starts it any more, who runs keeps their version. */
public record SequenceVersion(String sequence, int version, Instant savedAt, boolean retired, Definition definition) {

    /** Whether an event can start it. */
    public boolean live() {
        return !retired && !definition.steps().isEmpty();
    }
}
