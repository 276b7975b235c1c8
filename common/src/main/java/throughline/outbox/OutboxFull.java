package throughline.outbox;

/**
 * Too many facts of one aggregate are still unpublished: 1,000, or 1 MB of them. Nothing was written; try again later (HTTP
 * 503 with {@code Retry-After}).
 */
public final class OutboxFull extends RuntimeException {

    OutboxFull(String id) {
        super("the outbox of " + id + " is full");
    }
}
