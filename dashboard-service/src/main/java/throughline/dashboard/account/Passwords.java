package throughline.dashboard.account;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id (RFC 9106: 16 MiB, two passes, one lane) and says which ones are too weak. At most four are
 * worked on at a time, so that a flood of sign-ins cannot take the memory.
 */
@Component
public class Passwords {

    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    /** What most guessed passwords are made of, without their digits and signs. */
    private static final Set<String> COMMON = Set.of(
            "password",
            "passwort",
            "passwordpassword",
            "passphrase",
            "qwerty",
            "qwertyqwerty",
            "qwertyuiop",
            "qwertyuiopasdf",
            "qwertyuiopasdfghjkl",
            "qwertz",
            "azerty",
            "asdfghjkl",
            "zxcvbnm",
            "abc",
            "abcdefghijkl",
            "abcdefghijklmnopqrstuvwxyz",
            "letmein",
            "letmeinletmein",
            "iloveyou",
            "iloveyouiloveyou",
            "welcome",
            "welcomewelcome",
            "admin",
            "administrator",
            "adminadmin",
            "changeme",
            "changemechangeme",
            "secret",
            "secretsecret",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "superman",
            "monkey",
            "dragon",
            "master",
            "trustno",
            "whatever",
            "correcthorsebatterystaple",
            "throughline",
            "practice",
            "");

    private final Argon2PasswordEncoder argon = new Argon2PasswordEncoder(16, 32, 1, 16_384, 2);
    private final Semaphore room = new Semaphore(4);
    private final String anyHash = argon.encode("nobody has this password");

    /** Why a password will not do; empty if it will. */
    enum Weakness {
        TOO_SHORT,
        TOO_LONG,
        COMMON
    }

    static Optional<Weakness> weakness(String password, String email) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Weakness.TOO_SHORT);
        }
        if (length > LONGEST) {
            return Optional.of(Weakness.TOO_LONG);
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String letters = lower.replaceAll("[^\\p{L}]", "");
        String owner = email.toLowerCase(Locale.ROOT);
        boolean guessable = COMMON.contains(letters)
                || lower.codePoints().distinct().count() < 5
                || lower.equals(owner)
                || letters.equals(owner.replaceAll("@.*", "").replaceAll("[^\\p{L}]", ""));
        return guessable ? Optional.of(Weakness.COMMON) : Optional.empty();
    }

    String hash(String password) {
        room.acquireUninterruptibly();
        try {
            return String.valueOf(argon.encode(password));
        } finally {
            room.release();
        }
    }

    /** Takes the same time whether there is a hash or not. */
    boolean matches(String password, @Nullable String hash) {
        room.acquireUninterruptibly();
        try {
            boolean same = argon.matches(password, hash == null ? anyHash : hash);
            return same && hash != null;
        } finally {
            room.release();
        }
    }
}
