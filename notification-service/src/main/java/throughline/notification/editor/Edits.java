package throughline.notification.editor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.Definition.Approval;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.notification.sequence.SendWindow;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;

/** What the forms do to a sequence. Pure; whether the result may be saved is decided by the rules of sequences. */
final class Edits {

    private Edits() {}

    static Definition step(Definition sequence, String id, UnaryOperator<Step> change) {
        return steps(
                sequence,
                sequence.steps().stream()
                        .map(step -> step.id().equals(id) ? change.apply(step) : step)
                        .toList());
    }

    static Definition without(Definition sequence, String id) {
        return steps(
                sequence,
                sequence.steps().stream().filter(s -> !s.id().equals(id)).toList());
    }

    /** The step one place up or down; at the end it stays. */
    static Definition moved(Definition sequence, String id, int by) {
        List<Step> steps = new ArrayList<>(sequence.steps());
        for (int i = 0; i < steps.size(); i++) {
            int to = i + by;
            if (steps.get(i).id().equals(id)) {
                if (to >= 0 && to < steps.size()) {
                    Collections.swap(steps, i, to);
                }
                break;
            }
        }
        return steps(sequence, steps);
    }

    /** One more step a week after the last, for somebody to fill in. */
    static Definition added(Definition sequence, String subject, String markdown) {
        List<Step> steps = new ArrayList<>(sequence.steps());
        int number = steps.size() + 1;
        while (sequence.step("step-" + number).isPresent()) {
            number++;
        }
        steps.add(new Step(
                "step-" + number,
                Span.parse("P" + 7L * Math.max(1, steps.size()) + "D"),
                null,
                null,
                List.of(),
                DeliveryClass.AT_MOST_ONCE,
                Step.IfLate.NEXT_WINDOW,
                null,
                new Step.Template(subject, markdown)));
        return steps(sequence, steps);
    }

    static Definition settled(
            Definition sequence,
            String name,
            @Nullable SendWindow window,
            boolean askFirst,
            boolean clientsTime,
            boolean endsWhenBooked,
            @Nullable Integer priority) {
        List<String> goals = new ArrayList<>(sequence.goals());
        goals.removeAll(Definition.GOALS_UNLESS_STATED);
        if (endsWhenBooked) {
            goals.addAll(0, Definition.GOALS_UNLESS_STATED);
        }
        return new Definition(
                name.strip(),
                sequence.trigger(),
                goals,
                sequence.steps(),
                window,
                askFirst ? Approval.ASK_FIRST : Approval.NONE,
                clientsTime ? ZoneOf.CLIENT : ZoneOf.PRACTICE,
                priority);
    }

    private static Definition steps(Definition sequence, List<Step> steps) {
        return new Definition(
                sequence.name(),
                sequence.trigger(),
                sequence.goals(),
                steps,
                sequence.window(),
                sequence.approval(),
                sequence.zone(),
                sequence.priority());
    }
}
