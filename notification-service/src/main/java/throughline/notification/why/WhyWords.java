package throughline.notification.why;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.notification.sequence.Definition.Trigger;

/** The words for what the documents call by codes. Templates say {@code @whyWords}. */
@Component("whyWords")
class WhyWords {

    private final MessageSource texts;

    WhyWords(MessageSource texts) {
        this.texts = texts;
    }

    /** "Call requested" for CallRequested: an event's name says it all, once it is written as people write. */
    public String event(String name) {
        return name.charAt(0) + name.substring(1).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
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
