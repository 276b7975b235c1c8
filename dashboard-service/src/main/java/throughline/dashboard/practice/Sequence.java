package throughline.dashboard.practice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sequence as far as the outcome form needs it: what starts it, and how many mails it has. */
public record Sequence(
        @Nullable String id,
        @Nullable String name,
        @Nullable Trigger trigger,
        @Nullable List<Object> steps) {

    public record Trigger(@Nullable String event, @Nullable Map<String, String> when) {}

    public boolean startsAt(String outcome) {
        return trigger != null
                && "CallOutcomeRecorded".equals(trigger.event())
                && Optional.ofNullable(trigger.when())
                        .orElse(Map.of())
                        .getOrDefault("outcome", "")
                        .equals(outcome);
    }

    public int mails() {
        return steps == null ? 0 : steps.size();
    }
}
