package throughline.notification.transport;

import java.io.IOException;

/** The last gate before a mail can be delivered. */
@FunctionalInterface
public interface Fence {

    /**
     * Called when all of the mail is written except its final dot. Returning lets the dot out.
     *
     * @throws Closed to withhold it: the connection is then closed inside the body and nothing is delivered. It must be an
     *     {@link IOException}: after any other exception the connection would stay open inside the body
     */
    void beforeDot() throws IOException;

    /** The dot must not go out. */
    final class Closed extends IOException {
        public Closed(String why) {
            super(why);
        }
    }
}
