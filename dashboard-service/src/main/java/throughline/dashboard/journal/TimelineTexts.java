package throughline.dashboard.journal;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** Words for entries in a reader's language, with times in the practice's zone. */
@Component
public class TimelineTexts {

    private final MessageSource texts;
    private final PageTimes times;
    private final PracticeSettings practice;

    TimelineTexts(MessageSource texts, PageTimes times, PracticeSettings practice) {
        this.texts = texts;
        this.times = times;
        this.practice = practice;
    }

    public TimelineText in(Locale locale) {
        return new TimelineText(texts, at -> times.when(at, practice.zone(), locale), locale);
    }
}
