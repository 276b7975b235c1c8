package throughline.notification.sequence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * How far behind its plan a run is, so that later steps keep their distance to one that was sent late: in calendar days for
 * steps with a wall time, in elapsed time for the others.
 */
public record Lateness(int days, Duration time) {

    public static final Lateness NONE = new Lateness(0, Duration.ZERO);

    /**
     * A tick may come a little after the due time, and where very many are due at one instant the last one's turn comes minutes
     * later; that is not late.
     */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** The lateness after a step planned for {@code due} was sent at {@code sent}. */
    public Lateness after(Instant due, Instant sent, ZoneId zone) {
        Duration behind = Duration.between(due, sent);
        return behind.compareTo(TOLERANCE) <= 0 ? this : by(due, sent, zone);
    }

    /** The lateness after everything stood still from one instant to another. */
    public Lateness by(Instant from, Instant to, ZoneId zone) {
        long more = ChronoUnit.DAYS.between(
                from.atZone(zone).toLocalDate(), to.atZone(zone).toLocalDate());
        return new Lateness(days + (int) more, time.plus(Duration.between(from, to)));
    }
}
