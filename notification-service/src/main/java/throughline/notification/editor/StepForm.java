package throughline.notification.editor;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;
import throughline.notification.sequence.Weekday;

/**
 * A step as its form shows it.
 *
 * @param amount of the wait, in {@code unit}; a wait that no single unit can say stands in {@code amount} as it was written
 * @param from {@code after} the start or {@code before} the call
 * @param at wall time, or empty
 */
record StepForm(
        String id,
        String subject,
        String markdown,
        String amount,
        String unit,
        String from,
        String at,
        List<String> days) {

    /** The units a person can choose, and how each is written. */
    static final List<String> UNITS = List.of("minutes", "hours", "days", "weeks", "months", "written");

    static StepForm of(Step step) {
        Span before = step.before();
        Span span = before != null ? before : Optional.ofNullable(step.after()).orElse(Span.NOTHING);
        Span.Amount said = span.inOneUnit();
        return new StepForm(
                step.id(),
                step.template().subject(),
                step.template().markdown(),
                said.amount(),
                said.unit(),
                before == null ? "after" : "before",
                step.at() == null ? "" : step.at().toString(),
                step.days().stream().map(Weekday::name).toList());
    }

    /**
     * The step with what was typed; everything the form does not show stays.
     *
     * @throws IllegalArgumentException in a person's words if the wait or the time is none
     */
    Step applied(Step to) {
        @Nullable Span span = span();
        boolean back = from.equals("before");
        return new Step(
                to.id(),
                back ? null : span,
                back ? Optional.ofNullable(span).orElse(Span.NOTHING) : null,
                time(),
                weekdays(),
                to.deliveryClass(),
                to.ifLate(),
                to.staleAfter(),
                new Step.Template(subject.strip(), markdown.replace("\r\n", "\n")));
    }

    private @Nullable Span span() {
        String typed = amount.strip();
        if (typed.isEmpty() || typed.equals("0")) {
            return null;
        }
        if (unit.equals("written")) {
            return Span.parse(typed.toUpperCase(Locale.ROOT));
        }
        if (!typed.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("The wait is a whole number, for example 3 days.");
        }
        return switch (unit) {
            case "minutes" -> Span.parse("PT" + typed + "M");
            case "hours" -> Span.parse("PT" + typed + "H");
            case "weeks" -> Span.parse("P" + Integer.parseInt(typed) * 7 + "D");
            case "months" -> Span.parse("P" + typed + "M");
            default -> Span.parse("P" + typed + "D");
        };
    }

    private @Nullable LocalTime time() {
        try {
            return at.isBlank() ? null : LocalTime.parse(at.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The time of day looks like 09:00.", e);
        }
    }

    private List<Weekday> weekdays() {
        return Arrays.stream(Weekday.values())
                .filter(day -> days.contains(day.name()))
                .toList();
    }
}
