package throughline.dashboard.health;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.dashboard.flow.Flow;
import throughline.service.Light;
import throughline.web.page.Durations;

/** Whether what happens in one service reaches the others. */
@Component
class EventFlowLight {

    private static final Duration SLOW = Duration.ofSeconds(30);

    private final Since since;
    private final MessageSource texts;

    EventFlowLight(Since since, MessageSource texts) {
        this.since = since;
        this.texts = texts;
    }

    /** @param flows empty when the broker does not answer */
    Light of(Optional<List<Flow>> flows, Counts counts) {
        if (flows.isEmpty()) {
            return light(Light.State.STOPPED, "silent");
        }
        List<Flow> known = flows.get();
        if (known.isEmpty()) {
            return light(Light.State.UNMEASURED, "none");
        }
        Optional<Flow> unread = known.stream().filter(flow -> !flow.read()).findFirst();
        if (unread.isPresent()) {
            return light(Light.State.STOPPED, "unread", unread.get().group());
        }
        Flow longest = known.stream().max(Comparator.comparing(Flow::lag)).orElseThrow();
        if (longest.lag().compareTo(SLOW) > 0) {
            return light(
                    Light.State.SLOW,
                    "slow",
                    longest.to(),
                    longest.from(),
                    Durations.inWords(longest.lag()),
                    longest.waiting());
        }
        return counts.deadLetters() > 0
                ? light(Light.State.NEEDS_DECISION, "deadLetters", counts.deadLetters(), counts.waiting())
                : light(Light.State.WORKING, "working", Durations.inWords(longest.lag()));
    }

    private Light light(Light.State state, String why, Object... values) {
        return since.light(
                Lights.EVENT_FLOW, state, texts.getMessage("dashboard.light.flow." + why, values, Locale.ENGLISH));
    }
}
