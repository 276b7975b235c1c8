package throughline.web.dev;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import throughline.clock.ClockWalk;
import throughline.web.problem.Problem;

/** {@code GET/POST /dev/clock}: reads and moves simulated practice time. */
@RestController
@ConditionalOnExpression("'${throughline.clock:system}'.startsWith('simulated')")
class ClockController {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final ClockWalk clock;

    ClockController(ClockWalk clock) {
        this.clock = clock;
    }

    /**
     * One of the first two: an instant to go to, or an ISO 8601 duration (or {@code P1M}) to go on by.
     *
     * @param patience ISO 8601, at most 10 s and so by default: how long each stop on the way waits for what is due there
     */
    record Move(
            @Nullable String instant,
            @Nullable String advance,
            @Nullable String patience) {}

    /** What the clock shows. */
    record Shown(Instant instant) {}

    @GetMapping("/dev/clock")
    Shown show() {
        return new Shown(clock.now());
    }

    @PostMapping("/dev/clock")
    Shown move(@RequestBody Move move) {
        Instant target = target(move);
        if (target.isBefore(EARLIEST) || target.isAfter(LATEST)) {
            throw refused("The clock goes from the year 2000 to 2100.");
        }
        return new Shown(clock.moveTo(target, patience(move)));
    }

    private Instant target(Move move) {
        try {
            if (move.instant() != null && move.advance() == null) {
                return java.time.OffsetDateTime.parse(move.instant()).toInstant();
            }
            if (move.advance() != null && move.instant() == null) {
                return move.advance().contains("T")
                        ? clock.now().plus(Duration.parse(move.advance()))
                        : clock.now()
                                .atOffset(ZoneOffset.UTC)
                                .plus(Period.parse(move.advance()))
                                .toInstant();
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw refused("That is no instant like 2026-12-01T12:00:00Z and no duration like P3D or PT2H.");
        }
        throw refused("Give either \"instant\" or \"advance\".");
    }

    private static Duration patience(Move move) {
        if (move.patience() == null) {
            return ClockWalk.PATIENCE;
        }
        try {
            Duration patience = Duration.parse(move.patience());
            if (!patience.isNegative() && patience.compareTo(ClockWalk.PATIENCE) <= 0) {
                return patience;
            }
        } catch (DateTimeException e) {
            throw refused("That is no duration like PT2S.");
        }
        throw refused("The patience is between nothing and 10 seconds.");
    }

    private static Problem refused(String sentence) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "BAD_CLOCK", sentence);
    }
}
