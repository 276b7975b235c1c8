package throughline.contract.booking;

/** Where a call takes place: {@code PHONE}, {@code VIDEO} or {@code IN_PERSON}, and the text that says how. */
public record Location(Kind kind, String text) {

    /** The ways to meet. */
    public enum Kind {
        PHONE,
        VIDEO,
        IN_PERSON,
        OTHER
    }
}
