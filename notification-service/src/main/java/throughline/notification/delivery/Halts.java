package throughline.notification.delivery;

/** What staff have said about all mails of one cause. Asked when rows are claimed, so an answer may be a second old. */
@FunctionalInterface
public interface Halts {

    /** Whether mails of a cause go out. */
    enum Halt {
        NONE,
        /** They wait where they are. */
        PAUSED,
        /** They are taken back. */
        STOPPED
    }

    Halts NONE = _ -> Halt.NONE;

    /** @param because as the mail's plan has it */
    Halt of(String because);
}
