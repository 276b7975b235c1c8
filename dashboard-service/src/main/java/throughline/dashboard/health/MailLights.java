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

    Light mail(List<Light> measured, boolean answers, Counts counts) {
        Light light = own(measured, answers, Lights.MAIL);
        return light.state() == Light.State.WORKING && counts.inDoubt() + counts.refused() > 0
                ? since.light(
                        Lights.MAIL,
                        Light.State.NEEDS_DECISION,
                        text("mail.decisions", counts.inDoubt(), counts.refused()))
                : light;
    }

    Light dueWork(List<Light> measured, boolean answers) {
        return own(measured, answers, Lights.DUE_WORK);
    }

    private Light own(List<Light> measured, boolean answers, String name) {
        return Lights.worst(measured, name)
                .orElseGet(() -> answers
                        ? since.light(name, Light.State.UNMEASURED, text("unmeasured"))
                        : since.light(name, Light.State.STOPPED, text("notification.silent")));
    }

    private String text(String key, Object... values) {
        return texts.getMessage("dashboard.light." + key, values, Locale.ENGLISH);
    }
}
