package throughline.notification.subscription;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import throughline.notification.message.MailAddress;
import throughline.web.problem.Problem;

/** Addresses as people type them, and as they are shown to whoever holds a link. */
final class Addresses {

    private Addresses() {}

    /** @throws Problem 422 BAD_EMAIL if nobody could be reached there */
    static String checked(@Nullable String email) {
        String given = email == null ? "" : email.strip();
        try {
            MailAddress address = MailAddress.of(given);
            if (address.domain().contains(".")) {
                return given;
            }
        } catch (MailAddress.Unusable e) {
            // the same answer for every way of being wrong
        }
        throw Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "BAD_EMAIL",
                        "That is not an address mail can reach. The ending may be missing, for example .com or .org.")
                .field("email");
    }

    /** {@code l…a@example.com}: enough to recognise one's own. */
    static String masked(String email) {
        int at = email.lastIndexOf('@');
        if (at < 1) {
            return "…";
        }
        String first = email.substring(0, email.offsetByCodePoints(0, 1));
        String last = at > 2 ? email.substring(email.offsetByCodePoints(at, -1), at) : "";
        return first + "…" + last + email.substring(at);
    }
}
