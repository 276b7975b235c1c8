package throughline.dashboard.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.web.security.Staff;

/**
 * Someone of the practice, as stored under the account's id.
 *
 * @param email in lower case, by which the person signs in; absent before the first sign-in, and for programs
 * @param passwordHash Argon2id, with its parameters and salt; absent before the first sign-in
 * @param since practice time
 */
public record Account(
        @Nullable String email,
        String name,
        Staff.Role role,
        @Nullable String passwordHash,
        Instant since) {

    boolean hasPassword() {
        return passwordHash != null;
    }

    Account with(String newEmail, String newHash) {
        return new Account(newEmail, name, role, newHash, since);
    }
}
