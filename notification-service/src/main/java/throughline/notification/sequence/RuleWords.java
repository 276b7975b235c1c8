package throughline.notification.sequence;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says why a step is due when it is: the rule, what it was applied to, and the result. Stored with the run and shown to staff. */
final class RuleWords {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE, MMMM d, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private RuleWords() {}

    static String of(Step step, DueTimes.From from, ZonedDateTime planned, ZonedDateTime due, Openings openings) {
        StringBuilder words = new StringBuilder();
        Span before = step.before();
        if (before != null && from.callStart() != null) {
            words.append(before.inWords())
                    .append(" before the call (")
                    .append(WHEN.format(from.callStart().atZone(planned.getZone())))
                    .append(")");
        } else {
            Span after = step.afterOrAtOnce();
            words.append(after.isZero() ? "after " : after.inWords() + " after ")
                    .append(from.triggerWords())
                    .append(" (")
                    .append(WHEN.format(from.trigger().atZone(planned.getZone())))
                    .append(")");
        }
        if (step.at() != null) {
            words.append(", at ").append(WALL.format(step.at()));
        }
        if (!from.lateness().equals(Lateness.NONE) && before == null) {
            words.append(", keeping the distance to the step before, which was late");
        }
        if (!planned.toLocalTime().equals(step.at()) && step.at() != null) {
            words.append(", a time that does not exist that day");
        }
        if (!due.toInstant().equals(planned.toInstant())) {
            words.append(", moved forward from ").append(WHEN.format(planned)).append(" to ");
            words.append(reason(step, openings));
        }
        words.append(": ")
                .append(WHEN.format(due))
                .append(" in ")
                .append(due.getZone().getId());
        return words.toString();
    }

    private static String reason(Step step, Openings openings) {
        if (openings.window() != null) {
            return "the send window (" + openings.window().inWords() + ")";
        }
        return step.days().isEmpty() ? "the end of quiet hours or a holiday" : "the next allowed day " + step.days();
    }
}
