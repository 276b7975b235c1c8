package throughline.dashboard.health;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.service.Light;
import throughline.web.page.StaffBadge;

/** The badge in the bar, from the last look. */
@Component
class BarBadge implements StaffBadge {

    private final Watch watch;
    private final MessageSource texts;

    BarBadge(Watch watch, MessageSource texts) {
        this.watch = watch;
        this.texts = texts;
    }

    @Override
    public Shown now() {
        return watch.last().map(this::of).orElseGet(() -> shown("wait", "checking"));
    }

    Shown of(Watch.Seen seen) {
        var stopped = seen.lights().stream()
                .filter(light -> light.state() == Light.State.STOPPED)
                .findFirst();
        if (stopped.isPresent()) {
            return shown("bad", "stopped", stopped.get().name());
        }
        if (seen.counts().needYou() > 0) {
            return shown("wait", "needYou", seen.counts().needYou());
        }
        boolean all = seen.lights().stream().allMatch(light -> light.state() == Light.State.WORKING);
        if (all) {
            return shown("ok", "working");
        }
        boolean unmeasured = seen.lights().stream().anyMatch(light -> light.state() == Light.State.UNMEASURED);
        return shown("wait", unmeasured ? "unmeasured" : "slow");
    }

    private Shown shown(String state, String text, Object... values) {
        return new Shown(state, texts.getMessage("dashboard.badge." + text, values, Locale.ENGLISH));
    }
}
