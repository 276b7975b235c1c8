package throughline.notification.cron;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.notification.Listed;

/** {@code GET /api/notification/v1/cron}: the look for due runs and each job with its next time, its last result, and how late it was. */
@RestController
public class CronApi {

    private final CronClock clock;
    private final List<Regular> regular;

    CronApi(CronClock clock, List<Regular> regular) {
        this.clock = clock;
        this.regular = List.copyOf(regular);
    }

    /**
     * @param next when it is due next; for the look for due runs, when the next of them is due
     * @param lastState {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code PASSED}: a later one made up for it
     * @param lateSeconds from the nominal time to the beginning; practice time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String name,
            Instant next,
            @Nullable Instant lastNominal,
            @Nullable Instant lastAt,
            @Nullable String lastState,
            @Nullable String lastResult,
            @Nullable Long lateSeconds) {}

    @GetMapping("/api/notification/v1/cron")
    Listed<Shown> list() {
        return new Listed<>(shown(), null);
    }

    /** The same for pages. */
    public List<Shown> shown() {
        return Stream.concat(
                        regular.stream().map(Regular::shown),
                        clock.standings().stream().map(CronApi::shown))
                .toList();
    }

    private static Shown shown(CronClock.Standing standing) {
        CronRuns.Run last = standing.last();
        return last == null
                ? new Shown(standing.name(), standing.next(), null, null, null, null, null)
                : new Shown(
                        standing.name(),
                        standing.next(),
                        last.nominal(),
                        last.at(),
                        last.state(),
                        last.result(),
                        Math.max(0, Duration.between(last.nominal(), last.at()).toSeconds()));
    }
}
