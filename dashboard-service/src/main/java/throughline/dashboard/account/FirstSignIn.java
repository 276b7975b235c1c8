package throughline.dashboard.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.service.ConfigurationRefused;

/** The one-time link of a new practice: a random token given at start, good for as long as the owner has no password. */
@Component
class FirstSignIn {

    /** 22 characters of base64 are 128 bits. */
    private static final int SHORTEST = 22;

    /** A "+", for one, is read as a space in the query of an address. */
    private static final Pattern STANDS_IN_AN_ADDRESS = Pattern.compile("[A-Za-z0-9._~=/-]*");

    private final String token;
    private final Accounts accounts;

    FirstSignIn(@Value("${throughline.first-sign-in:}") String token, Accounts accounts) {
        this.token = usable(token);
        this.accounts = accounts;
    }

    /**
     * @return the token; an empty one opens nothing
     * @throws ConfigurationRefused if it could be guessed, or would not arrive as it was written in the link
     */
    static String usable(String token) {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new ConfigurationRefused("THROUGHLINE_FIRST_SIGN_IN has " + token.length()
                    + " characters; whoever knows it becomes the owner, and it needs at least " + SHORTEST + ".");
        }
        if (!STANDS_IN_AN_ADDRESS.matcher(token).matches()) {
            throw new ConfigurationRefused(
                    "THROUGHLINE_FIRST_SIGN_IN has a character that does not arrive as it is in the address of a link, such as"
                            + " + or &: make another with: openssl rand -hex 32");
        }
        return token;
    }

    /** Whether this is the token, and it has not been used. */
    boolean opens(String given) {
        boolean same =
                MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        return same && !token.isEmpty() && !accounts.ownerHasPassword();
    }
}
