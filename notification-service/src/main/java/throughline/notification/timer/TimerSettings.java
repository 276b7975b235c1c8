package throughline.notification.timer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param tick how often each instance looks for due runs, machine time
 * @param batch how many runs of a slot are read, decided and written together; measured best at 500
 * @param mass more than so many due at once are spread
 * @param spreadEach how much longer the spreading takes for each of them, practice time
 * @param postpone for how long a run that cannot be decided is put back, practice time
 */
@ConfigurationProperties("throughline.notification.timer")
record TimerSettings(
        @DefaultValue("PT1S") Duration tick,
        @DefaultValue("500") int batch,
        @DefaultValue("PT5M") Duration postpone,
        @DefaultValue("500") int mass,
        @DefaultValue("PT0.1S") Duration spreadEach) {

    TimerSettings {
        if (tick.toMillis() < 100 || batch < 1 || batch > 2_000 || !postpone.isPositive()) {
            throw new IllegalArgumentException(
                    "throughline.notification.timer: tick from PT0.1S, batch 1 to 2000, postpone more than nothing");
        }
    }
}
