package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.notification.delivery.DeliveryClass;

/**
 * One mail of a sequence.
 *
 * @param after counts from the trigger; absent means at once
 * @param before counts back from the call's start; excludes {@code after}
 * @param at the wall clock to send at
 * @param days the days to send on; none means any
 * @param staleAfter later than this it is not sent any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(
        String id,
        @Nullable Span after,
        @Nullable Span before,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime at,
        List<Weekday> days,
        @JsonProperty("class") DeliveryClass deliveryClass,
        IfLate ifLate,
        @Nullable Span staleAfter,
        Template template) {

    /** What happens to a step whose time has passed, after an outage for example. */
    public enum IfLate {
        /** It is sent as soon as a window is open, up to {@code staleAfter}. */
        SEND,
        /** It waits for its wall time, or the next opening of the window. */
        NEXT_WINDOW,
        /** It is left out. */
        SKIP
    }

    /** Subject and Markdown with {@code {{variable|fallback}}}. */
    public record Template(String subject, String markdown) {

        public Template {
            subject = subject == null ? "" : subject;
            markdown = markdown == null ? "" : markdown;
        }
    }

    public Step {
        id = id == null ? "" : id;
        days = days == null ? List.of() : List.copyOf(days);
        deliveryClass = deliveryClass == null ? DeliveryClass.AT_MOST_ONCE : deliveryClass;
        ifLate = ifLate == null ? IfLate.SEND : ifLate;
        template = template == null ? new Template("", "") : template;
    }

    /** "3 days after the start, at 09:00"; for people. */
    public String inWords() {
        Span span = before == null ? afterOrAtOnce() : before;
        String when = before == null
                ? (span.isZero() ? "At once" : span.inWords() + " after the start")
                : span.inWords() + " before the call";
        return when + (at == null ? "" : ", at " + at) + (days.isEmpty() ? "" : ", on " + days);
    }

    Span afterOrAtOnce() {
        return after == null ? Span.NOTHING : after;
    }
}
