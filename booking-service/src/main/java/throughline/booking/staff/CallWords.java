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

    /** First name and initial: a list may be seen by others. */
    static String shortName(String name) {
        String[] parts = name.split(" ", -1);
        String last = parts[parts.length - 1];
        return parts.length == 1 || last.isEmpty() ? name : parts[0] + " " + last.charAt(0) + ".";
    }
}
