package throughline.event;

/** A record that cannot be read as an event, now or later: it goes to the dead-letter topic at once. */
public final class Unreadable extends RuntimeException {

    public Unreadable(String message, Throwable cause) {
        super(message, cause);
    }

    public Unreadable(String message) {
        super(message);
    }
}
