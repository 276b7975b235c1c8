package throughline.notification.sequence;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says why a step is due when it is: the rule, what it was applied to, and the result. Stored with the run and shown to staff. */
final class RuleWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d, ", Locale.ENGLISH);
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);

    private RuleWords() {}

    static String of(Step step, DueTimes.From from, ZonedDateTime planned, ZonedDateTime due, Openings openings) {
        StringBuilder words = new StringBuilder();
        Span before = step.before();
        if (before != null && from.callStart() != null) {
            words.append(before.inWords())
                    .append(" before the call (")
                    .append(when(from.callStart().atZone(planned.getZone())))
                    .append(")");
        } else {
            Span after = step.afterOrAtOnce();
            words.append(after.isZero() ? "after " : after.inWords() + " after ")
                    .append(from.triggerWords())
                    .append(" (")
                    .append(when(from.trigger().atZone(planned.getZone())))
                    .append(")");
        }
        if (step.at() != null) {
            words.append(", at ").append(wall(step.at()));
        }
        if (!from.lateness().equals(Lateness.NONE) && before == null) {
            words.append(", keeping the distance to the step before, which was late");
        }
        if (!planned.toLocalTime().equals(step.at()) && step.at() != null) {
            words.append(", a time that does not exist that day");
        }
        if (!due.toInstant().equals(planned.toInstant())) {
            words.append(", moved forward from ").append(when(planned)).append(" to ");
            words.append(reason(step, openings));
        }
        words.append(": ")
                .append(when(due))
                .append(" in ")
                .append(place(due.getZone().getId()));
        return words.toString();
    }

    private static String when(ZonedDateTime at) {
        return DAY.format(at) + wall(at.toLocalTime());
    }

    private static String wall(LocalTime time) {
        return WALL.format(time).toLowerCase(Locale.ROOT);
    }

    /** "Los Angeles" for America/Los_Angeles, as everywhere on the pages. */
    private static String place(String zoneId) {
        return zoneId.substring(zoneId.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private static String reason(Step step, Openings openings) {
        if (openings.window() != null) {
            return "the send window (" + openings.window().inWords() + ")";
        }
        return step.days().isEmpty() ? "the end of quiet hours or a holiday" : "the next allowed day " + step.days();
    }
}
