package throughline.notification.relay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a relay, or a domain, is left alone for a while, and why.
 *
 * @param failures since the last mail that was taken
 * @param openings since then; each waits twice as long as the one before
 * @param openUntil for a relay machine time, because a relay that cannot be reached is a matter of machines; for a domain
 *     practice time, as for every mail that is tried again later
 * @param reason {@code connection} or {@code sender}
 * @param code the reply's, 0 if there was none
 * @param status enhanced status code, or empty
 * @param since when it opened first
 */
public record Breaker(
        String id,
        int failures,
        int openings,
        @Nullable Instant openUntil,
        String reason,
        int code,
        String status,
        Instant since) {
    /** Failed connections in a row; one alone is a matter of chance. */
    private static final int FAILURES = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FIRST_REFUSAL = Duration.ofMinutes(5);
    private static final Duration LONGEST_REFUSAL = Duration.ofHours(2);

    static Breaker closed(String id, Instant now) {
        return new Breaker(id, 0, 0, null, "", 0, "", now);
    }

    public boolean isRelay() {
        return id.startsWith("relay:");
    }

    /** The relay's or domain's own name. */
    public String name() {
        return id.substring(id.indexOf(':') + 1);
    }

    public boolean isOpen(Instant now) {
        return openUntil != null && now.isBefore(openUntil);
    }

    /** The connection failed: opens after a few, and after it was open the next failure opens it again at once. */
    Breaker unreachable(int replyCode, Instant now) {
        boolean opens = failures + 1 >= FAILURES || openings > 0;
        return failed("connection", replyCode, "", opens ? wait(FIRST_WAIT, LONGEST_WAIT) : null, now);
    }

    /** It does not want mail from us: opens at once. */
    Breaker refusesUs(int replyCode, String enhanced, Instant now) {
        return failed("sender", replyCode, enhanced, wait(FIRST_REFUSAL, LONGEST_REFUSAL), now);
    }

    private Breaker failed(String why, int replyCode, String enhanced, @Nullable Duration wait, Instant now) {
        if (isOpen(now) && why.equals(reason)) {
            return this; // mails that were on their way when it opened say nothing new
        }
        return new Breaker(
                id,
                failures + 1,
                wait == null ? openings : openings + 1,
                wait == null ? openUntil : now.plus(wait),
                why,
                replyCode,
                enhanced,
                failures == 0 ? now : since);
    }

    private Duration wait(Duration first, Duration longest) {
        var wait = first.multipliedBy(1L << Math.min(openings, 10));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
