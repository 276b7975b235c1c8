package throughline.booking.client;

import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;

/** What people say about themselves in a form, checked; each refusal names its field. */
public final class PersonFields {

    /** Longest name, in characters. */
    public static final int NAME = 100;

    private static final int PHONE = 40;

    private PersonFields() {}

    public static String name(@Nullable String given) {
        String name = given == null ? "" : given;
        if (!Inputs.isOneLine(name) || name.isBlank() || name.strip().length() > NAME) {
            throw Inputs.unprocessable("BAD_NAME", "name", Sentences.of("booking.problem.name", NAME));
        }
        return name.strip();
    }

    public static EmailAddress email(@Nullable String given) {
        String text = given == null ? "" : given;
        return EmailAddress.of(text).orElseThrow(() -> Inputs.unprocessable("BAD_EMAIL", "email", sentence(text)));
    }

    private static String sentence(String text) {
        int at = text.lastIndexOf('@');
        return at > 0 && at < text.strip().length() - 1 && text.indexOf('.', at) < 0
                ? Sentences.of("booking.problem.emailEnding")
                : Sentences.of("booking.problem.email");
    }

    /** Null where none is given. */
    public static @Nullable String phone(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String phone = given.strip();
        if (phone.length() > PHONE || !phone.matches("[+0-9 ()./x-]*[0-9][+0-9 ()./x-]*")) {
            throw Inputs.unprocessable("BAD_PHONE", "phone", Sentences.of("booking.problem.phone"));
        }
        return phone;
    }
}
