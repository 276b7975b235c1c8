package throughline.dashboard.flow;

import java.time.Duration;
import java.util.List;

/**
 * From one publisher to one reader.
 *
 * @param group the consumer group, without a test's prefix
 * @param from who publishes
 * @param to who reads
 * @param lag machine time since the oldest unread event was written; zero when nothing waits
 * @param waiting unread events
 * @param read whether any process reads for this group now
 * @param worstToday the longest lag this process has seen since midnight in the practice's zone
 * @param lastHour longest lag in seconds of each of the last 60 minutes, oldest first; fewer when this process is younger
 */
public record Flow(
        String group,
        String from,
        String to,
        Duration lag,
        long waiting,
        boolean read,
        Duration worstToday,
        List<Long> lastHour) {}
