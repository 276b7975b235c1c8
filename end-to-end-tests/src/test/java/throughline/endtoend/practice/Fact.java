package throughline.endtoend.practice;

import java.time.Instant;

/**
 * An event as it lies on its topic.
 *
 * @param id the same for every copy
 * @param type {@code throughline.booking.CallRequested.v1}
 * @param sequence rises by one with each event of its aggregate
 * @param time practice time
 * @param data JSON
 */
public record Fact(
        String topic,
        int partition,
        long offset,
        String key,
        String id,
        String type,
        String subject,
        long sequence,
        String correlation,
        Instant time,
        String data) {

    /** {@code CallRequested}. */
    public String name() {
        return type.replaceFirst("\\.v\\d+$", "").replaceFirst(".*\\.", "");
    }
}
