package throughline.endtoend.practice;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody who uses the site, from an address of their own.
 *
 * @param peer the address their requests come from
 */
public record Person(String name, String email, String zone, String peer) {

    private static final AtomicInteger COUNT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(60_000));

    /** With a family name few others have, so that they are not taken for one person. */
    public static Person withFamilyNameOfTheirOwn(String first) {
        int n = COUNT.incrementAndGet();
        var family = new StringBuilder();
        for (int rest = n * 7919 % 1_000_003; family.length() < 8; rest /= 12) {
            family.append("bdfgklmnprst".charAt(rest % 12)).append("aeiou".charAt((rest + n) % 5));
        }
        family.setCharAt(0, Character.toUpperCase(family.charAt(0)));
        return called(first + " " + family);
    }

    /** In New York, with an e-mail address nobody else has. */
    public static Person called(String name) {
        int n = COUNT.incrementAndGet();
        var mailbox = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "") + n;
        return new Person(
                name,
                mailbox + "@client.example",
                "America/New_York",
                "10." + n / 65_536 % 256 + "." + n / 256 % 256 + "." + n % 256);
    }
}
