package throughline.contract.booking;

/** Who did something to a call. */
public enum By {
    CLIENT,
    PRACTITIONER,
    SYSTEM,
    OTHER
}
