package throughline.web.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How often someone may ask for something, in machine time, counted in this process. At most 100,000 callers are remembered;
 * beyond that the ones longest unseen are forgotten.
 */
@Component
public class RequestLimits {

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /**
     * Takes one of {@code times} in {@code per}; the allowance comes back as a whole when the time is over.
     *
     * @return how long to wait, or empty if this request may go on
     */
    public Optional<Duration> refuse(String what, String who, int times, Duration per) {
        Bucket bucket = buckets.get(
                keyOf(what, who),
                key -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(times)
                                .refillIntervally(times, per)
                                .build())
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Returns what one request took, where it turned out not to count: a sign-in that succeeded is no guess. */
    public void giveBack(String what, String who) {
        Bucket bucket = buckets.getIfPresent(keyOf(what, who));
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private static String keyOf(String what, String who) {
        return what + "\n" + who;
    }
}
