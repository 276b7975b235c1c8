package throughline.dashboard.practice;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as booking's agenda lists it. */
public record Call(
        String callId,
        String clientId,
        @Nullable String callType,
        String state,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable String zone,
        @Nullable String name,
        @Nullable Map<String, Object> answers,
        @Nullable String outcome) {

    public boolean isConfirmed() {
        return state.equals("CONFIRMED");
    }

    /** Whether it is still to come and stands, or waits for an answer. */
    public boolean isOpenAfter(Instant now) {
        boolean stands = state.equals("CONFIRMED") || state.equals("REQUESTED");
        return stands && (start == null || start.isAfter(now));
    }

    public boolean hasOutcome() {
        return outcome != null && !outcome.isEmpty();
    }

    /** First name and initial. */
    public String who() {
        return Names.brief(name == null ? "" : name);
    }
}
