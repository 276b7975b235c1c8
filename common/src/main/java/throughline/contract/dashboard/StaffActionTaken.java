package throughline.contract.dashboard;

import org.jspecify.annotations.Nullable;

/** Someone of the practice changed something; hashes stand for the states before and after. */
public record StaffActionTaken(
        String actorId,
        String action,
        String object,
        @Nullable String before,
        @Nullable String after) implements DashboardEvent {

    @Override
    public String key() {
        return actorId;
    }

    @Override
    public String subject() {
        return object;
    }
}
