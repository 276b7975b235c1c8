package throughline.booking.busy;

/** A calendar that could not be read, for a reason that staff can do something about. */
final class Unreadable extends Exception {

    private final Failure why;

    Unreadable(Failure why) {
        super(why.name());
        this.why = why;
    }

    Unreadable(Failure why, Throwable cause) {
        super(why.name(), cause);
        this.why = why;
    }

    Failure why() {
        return why;
    }
}
