package throughline.notification.cron;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.notification.Listed;

/** {@code GET /api/notification/v1/cron}: each job with its next time, its last result, and how late it was. */
@RestController
public class CronApi {

    private final CronClock clock;

    CronApi(CronClock clock) {
        this.clock = clock;
    }

    /** @param lateSeconds from the nominal time to the beginning; practice time */
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
        return clock.standings().stream().map(CronApi::shown).toList();
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
