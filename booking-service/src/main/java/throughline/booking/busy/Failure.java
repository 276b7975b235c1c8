package throughline.booking.busy;

/** Why a calendar could not be read. */
public enum Failure {
    /** The address is none that may be read, or leads to one. */
    ADDRESS,
    UNREACHABLE,
    /** It answered, but not with a file. */
    STATUS,
    TOO_LARGE,
    TOO_SLOW,
    NOT_A_CALENDAR,
    /** It holds more than can be a person's calendar. */
    TOO_MANY,
    UNKNOWN_ZONE
}
