package throughline.notification.editor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.contact.MailValues;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.Variables;
import throughline.service.PracticeSettings;

/** Stands in a preview for what each mail of a sequence has and a preview may lack: a call in two days, an article. */
@Component
class Examples {

    private static final int DAYS_AHEAD = 2;
    private static final LocalTime TEN = LocalTime.of(10, 0);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final MailValues values;
    private final PracticeSettings practice;
    private final Clock clock;

    Examples(MailValues values, PracticeSettings practice, Clock clock) {
        this.values = values;
        this.practice = practice;
        this.clock = clock;
    }

    /**
     * Values of the variables that always have one in mails of a sequence with this trigger, and only of those: where a fallback
     * may be needed, the preview shows the fallback.
     */
    Map<String, String> of(Definition.Trigger trigger, KnownClient nobody) {
        Map<String, String> examples = values.forClient(nobody, call(nobody));
        examples.putAll(Map.of(
                "article.title",
                "An article as an example",
                "article.url",
                practice.link("/articles"),
                "article.author",
                practice.practitioner(),
                "article.minutes",
                "4"));
        examples.keySet().retainAll(Variables.always(trigger));
        return examples;
    }

    private KnownCall call(KnownClient nobody) {
        Instant start = clock.instant()
                .atZone(practice.zone())
                .toLocalDate()
                .plusDays(DAYS_AHEAD)
                .atTime(TEN)
                .atZone(practice.zone())
                .toInstant();
        return new KnownCall(
                new CallId("example"),
                nobody.id(),
                "Exploration call",
                practice.practitioner(),
                start,
                start.plus(HALF_AN_HOUR),
                practice.zone(),
                "By phone",
                practice.link("/book"),
                KnownCall.State.CONFIRMED,
                null,
                0,
                0,
                "",
                "");
    }
}
