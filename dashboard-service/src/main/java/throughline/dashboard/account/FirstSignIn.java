package throughline.dashboard.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.service.ConfigurationRefused;

/** The one-time link of a new practice: a random token given at start, good for as long as the owner has no password. */
@Component
class FirstSignIn {

    /** 22 characters of base64 are 128 bits. */
    private static final int SHORTEST = 22;

    private final String token;
    private final Accounts accounts;

    FirstSignIn(@Value("${throughline.first-sign-in:}") String token, Accounts accounts) {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new ConfigurationRefused("THROUGHLINE_FIRST_SIGN_IN has " + token.length()
                    + " characters; whoever knows it becomes the owner, and it needs at least " + SHORTEST + ".");
        }
        this.token = token;
        this.accounts = accounts;
    }

    /** Whether this is the token, and it has not been used. */
    boolean opens(String given) {
        boolean same =
                MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        return same && !token.isEmpty() && !accounts.ownerHasPassword();
    }
}
