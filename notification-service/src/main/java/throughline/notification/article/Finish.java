package throughline.notification.article;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.notification.delivery.Tally;

/** When an article will probably have been sent, in practice time. Pure. */
final class Finish {

    /** Fewer than this say nothing about a pace. */
    private static final int ENOUGH = 20;

    private Finish() {}

    /**
     * By the pace of the last minutes, before there is one by that of the last article; never faster than the relay may be
     * asked, and never before the last turn that a domain has given out.
     *
     * @param left how many mails are still to go, planned or not
     * @param lastPace mails a second of an earlier article
     * @param relayPerMinute what the relay takes, if that is limited
     * @return empty while nothing says how fast they will go
     */
    static Optional<Instant> predicted(
            Instant now, int left, Tally tally, Optional<Double> lastPace, @Nullable Integer relayPerMinute) {
        double limit = relayPerMinute == null ? Double.POSITIVE_INFINITY : relayPerMinute / 60.0;
        double pace = Math.min(limit, pace(now, tally).or(() -> lastPace).orElse(Double.POSITIVE_INFINITY));
        Optional<Instant> byPace = Double.isInfinite(pace) || pace <= 0
                ? Optional.empty()
                : Optional.of(now.plusMillis((long) (left / pace * 1_000)));
        Instant turn = tally.lastTurn();
        return turn == null || !turn.isAfter(byPace.orElse(now)) ? byPace : Optional.of(turn);
    }

    /** Mails a second of the last minutes; empty where there were too few, or practice time stands still. */
    private static Optional<Double> pace(Instant now, Tally tally) {
        Instant since = tally.recentSince();
        if (since == null || tally.recentlyAccepted() < ENOUGH) {
            return Optional.empty();
        }
        double seconds = Duration.between(since, now).toMillis() / 1_000.0;
        return seconds <= 0 ? Optional.empty() : Optional.of(tally.recentlyAccepted() / seconds);
    }
}
