package throughline.dashboard.health;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.service.Light;

/** Mail and due work as notification measures them; a mail in doubt or refused makes a working light one that needs a decision. */
@Component
class MailLights {

    private final Since since;
    private final MessageSource texts;

    MailLights(Since since, MessageSource texts) {
        this.since = since;
        this.texts = texts;
    }

    Light mail(List<Light> measured, boolean stopped, Counts counts) {
        Light light = own(measured, stopped, Lights.MAIL);
        return light.state() == Light.State.WORKING && counts.inDoubt() + counts.refused() > 0
                ? since.light(
                        Lights.MAIL,
                        Light.State.NEEDS_DECISION,
                        text("mail.decisions", counts.inDoubt(), counts.refused()))
                : light;
    }

    Light dueWork(List<Light> measured, boolean stopped) {
        return own(measured, stopped, Lights.DUE_WORK);
    }

    private Light own(List<Light> measured, boolean stopped, String name) {
        return Lights.worst(measured, name)
                .orElseGet(() -> stopped
                        ? since.light(name, Light.State.STOPPED, text("notification.silent"))
                        : since.light(name, Light.State.UNMEASURED, text("unmeasured")));
    }

    private String text(String key, Object... values) {
        return texts.getMessage("dashboard.light." + key, values, Locale.ENGLISH);
    }
}
