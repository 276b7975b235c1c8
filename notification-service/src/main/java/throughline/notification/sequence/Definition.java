package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sequence is, as the interface reads and writes it.
 *
 * @param goals events that end it; unstated, a new booking does; an empty list means nothing but a person's own exits
 * @param zone whose wall clock counts
 * @param priority which of several mails goes first where a cap allows only one; higher first, unstated is 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Definition(
        String name,
        Trigger trigger,
        List<String> goals,
        List<Step> steps,
        @Nullable SendWindow window,
        Approval approval,
        ZoneOf zone,
        @Nullable Integer priority) {

    public static final List<String> GOALS_UNLESS_STATED = List.of("CallRequested");

    /** The event that starts it, by its short name, and what its fields must be. */
    public record Trigger(String event, Map<String, String> when) {

        public Trigger {
            event = event == null ? "" : event;
            when = when == null ? Map.of() : Map.copyOf(when);
        }
    }

    /** Whether a person looks at each mail before it leaves. */
    public enum Approval {
        NONE,
        ASK_FIRST
    }

    /** Whose wall clock counts. */
    public enum ZoneOf {
        CLIENT,
        PRACTICE
    }

    public Definition {
        name = name == null ? "" : name;
        trigger = trigger == null ? new Trigger("", Map.of()) : trigger;
        goals = goals == null ? GOALS_UNLESS_STATED : List.copyOf(goals);
        steps = steps == null ? List.of() : List.copyOf(steps);
        approval = approval == null ? Approval.NONE : approval;
        zone = zone == null ? ZoneOf.CLIENT : zone;
    }

    /** The step with this id. */
    public Optional<Step> step(String id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
