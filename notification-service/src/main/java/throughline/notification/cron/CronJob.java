package throughline.notification.cron;

import java.time.Instant;

/** A job with nominal times. Its effect must be recognisable by the nominal time: after a crash in the middle it runs once more. */
public interface CronJob {

    /** Stable; part of the stored ids. */
    String name();

    /** The first nominal time after this one, computed with the zone's rules and never by a fixed distance. */
    Instant nextAfter(Instant nominal);

    /** Whether something would be missed if nobody looked at the next nominal time itself. */
    boolean isAwaited();

    /** @return what was done, in a few words for staff */
    String run(Instant nominal);
}
