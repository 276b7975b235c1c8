package throughline.notification.timer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import throughline.notification.enrollment.Enrollments;
import throughline.service.Light;

/** The light "Due work": whether follow-ups are planned when they are due. */
@Component
class DueLight implements Light.Measure {

    private static final String NAME = "Due work";
    private static final Duration ON_TIME = Duration.ofSeconds(30);

    private final Enrollments enrollments;
    private final Clock clock;
    private volatile Light last;

    DueLight(Enrollments enrollments, Clock clock) {
        this.enrollments = enrollments;
        this.clock = clock;
        this.last = new Light(NAME, Light.State.UNMEASURED, clock.instant(), "Not looked at yet.");
    }

    @Override
    public Light now() {
        Instant now = clock.instant();
        Light light;
        try {
            Duration late = enrollments
                    .nextDue()
                    .filter(due -> due.isBefore(now))
                    .map(due -> Duration.between(due, now))
                    .orElse(Duration.ZERO);
            light = late.compareTo(ON_TIME) <= 0
                    ? since(Light.State.WORKING, now, "Everything that is due is planned on time.")
                    : since(Light.State.SLOW, now, "Overdue by " + inWords(late) + ".");
        } catch (RuntimeException e) {
            light = since(Light.State.STOPPED, now, "What is due cannot be read from the database.");
        }
        last = light;
        return light;
    }

    private Light since(Light.State state, Instant now, String reason) {
        return new Light(NAME, state, last.state() == state ? last.since() : now, reason);
    }

    private static String inWords(Duration late) {
        if (late.toDays() > 0) {
            return late.toDays() == 1 ? "one day" : late.toDays() + " days";
        }
        if (late.toHours() > 0) {
            return late.toHours() == 1 ? "one hour" : late.toHours() + " hours";
        }
        return late.toMinutes() > 1 ? late.toMinutes() + " minutes" : late.toSeconds() + " seconds";
    }
}
