package throughline.notification.why;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.notification.enrollment.Kinds;
import throughline.notification.sequence.Definition.Trigger;

/** The words for what the documents call by codes. Templates say {@code @whyWords}. */
@Component("whyWords")
public class WhyWords {

    private final MessageSource texts;

    WhyWords(MessageSource texts) {
        this.texts = texts;
    }

    public String event(String name) {
        return Kinds.named(name);
    }

    /** What starts a sequence: "no-show", or the event where the outcome does not decide. */
    public String starts(Trigger trigger, Locale locale) {
        String code = trigger.when().getOrDefault("outcome", trigger.event());
        return words("notification.starts." + code, Kinds.named(code), locale);
    }

    /** Why something ended or was left out; a reason somebody gave in their own words stays as it is. */
    public String reason(@Nullable String code, Locale locale) {
        String known = String.valueOf(code);
        return words("notification.ended." + known, words("notification.mail.reason." + known, known, locale), locale);
    }

    /** What a person can stop: "follow-up mails". */
    public String purpose(String code, Locale locale) {
        return words("notification.why.purpose." + code, code, locale);
    }

    /** "outcome “not now”, callType “massage”". */
    String condition(Trigger trigger, Locale locale) {
        return trigger.when().entrySet().stream()
                .map(condition -> condition.getKey() + " “"
                        + words("notification.starts." + condition.getValue(), condition.getValue(), locale) + "”")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String words(String key, String otherwise, Locale locale) {
        return String.valueOf(texts.getMessage(key, null, otherwise, locale));
    }
}
