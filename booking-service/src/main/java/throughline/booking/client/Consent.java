package throughline.booking.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody agreed to or declined, when, and the sentence they read.
 *
 * @param purpose {@code follow-up}
 * @param call the call with which it was said
 */
public record Consent(
        String purpose, boolean given, Instant at, @Nullable String text, String call) {}
