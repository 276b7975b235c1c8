package throughline.booking;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * What a refusal says, from the same bundle as the pages and in the language of the request. Refusals are made deep in the rules,
 * where no bundle is at hand; their codes, which programs go by, never pass through here.
 */
public final class Sentences {

    private static final ResourceBundle.Control NO_OTHER =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Sentences() {}

    /**
     * @param values shown as they are written, without the grouping of numbers
     * @throws java.util.MissingResourceException if the bundle has no such sentence
     */
    public static String of(String key, Object... values) {
        Locale locale = LocaleContextHolder.getLocale();
        String sentence =
                ResourceBundle.getBundle("booking/messages", locale, NO_OTHER).getString(key);
        return new MessageFormat(sentence, locale)
                .format(Arrays.stream(values).map(String::valueOf).toArray());
    }
}
