package throughline.booking.staff;

import java.time.Clock;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.booking.call.Call;

/** Where a call stands, and whose it is, in the words of the staff's pages. */
@Component
class CallWords {

    private final MessageSource texts;
    private final Clock clock;

    CallWords(MessageSource texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    String state(Call call, Locale locale) {
        Call.Recorded outcome = call.outcome();
        if (outcome != null) {
            return texts.getMessage("booking.outcome." + outcome.outcome(), null, locale);
        }
        String key = waitsForOutcome(call) ? "booking.state.OPEN" : "booking.state." + call.state();
        return texts.getMessage(key, null, locale);
    }

    boolean waitsForOutcome(Call call) {
        return call.state() == Call.State.CONFIRMED
                && call.outcome() == null
                && call.end().isBefore(clock.instant());
    }

    /** Who it is with; what is left of an erased person has a word of its own. */
    String name(Call call, Locale locale) {
        return call.isAnonymous() ? erased(locale) : call.contact().name();
    }

    /** First name and initial: a list may be seen by others. */
    String shortName(Call call, Locale locale) {
        return call.isAnonymous() ? erased(locale) : shortName(call.contact().name());
    }

    private String erased(Locale locale) {
        return texts.getMessage("booking.staff.erased", null, locale);
    }

    private static String shortName(String name) {
        String[] parts = name.split(" ", -1);
        String last = parts[parts.length - 1];
        return parts.length == 1 || last.isEmpty() ? name : parts[0] + " " + last.charAt(0) + ".";
    }
}
