package throughline.contract.booking;

/** How a call went. */
public enum Outcome {
    BECAME_CLIENT,
    INTERESTED,
    NOT_NOW,
    NOT_A_FIT,
    NO_SHOW,
    OTHER
}
