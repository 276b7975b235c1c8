package throughline.contract;

/** What all ids have in common: one string, never blank. Written as that string in JSON and in documents. */
public interface Id {

    String value();

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    static void check(String value) {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("an id has 1 to 128 characters");
        }
    }
}
