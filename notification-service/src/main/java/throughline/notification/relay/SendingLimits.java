package throughline.notification.relay;

import org.jspecify.annotations.Nullable;

/**
 * How fast mails may go.
 *
 * @param relayPerMinute mails the relay takes a minute; absent: as many as it takes
 * @param relayBurst mails that may go at once after a quiet time; absent: a tenth of a minute's
 * @param domainPerMinute article and follow-up mails to one domain a minute; absent: no limit
 * @param articleIntentBlock article mails of one connection that are in doubt together when the process is killed
 */
public record SendingLimits(
        @Nullable Integer relayPerMinute,
        @Nullable Integer relayBurst,
        @Nullable Integer domainPerMinute,
        int articleIntentBlock) {

    /** Where they come from, asked each time, so that a change works at once. */
    @FunctionalInterface
    public interface Source {
        SendingLimits now();
    }

    public static final SendingLimits NONE = new SendingLimits(null, null, null, 10);

    public SendingLimits {
        if (articleIntentBlock < 1 || articleIntentBlock > 100) {
            throw new IllegalArgumentException("articleIntentBlock is between 1 and 100");
        }
        if (isBad(relayPerMinute) || isBad(relayBurst) || isBad(domainPerMinute)) {
            throw new IllegalArgumentException("a rate is at least 1");
        }
    }

    private static boolean isBad(@Nullable Integer rate) {
        return rate != null && rate < 1;
    }

    /** At least two, of which the bulk lane leaves one: so a confirmation finds a token even at the slowest rate. */
    int burst() {
        int asked = relayBurst != null ? relayBurst : relayPerMinute == null ? 2 : relayPerMinute / 10;
        return Math.max(2, asked);
    }
}
