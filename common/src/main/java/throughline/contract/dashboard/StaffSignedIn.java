package throughline.contract.dashboard;

/** Someone of the practice signed in. {@code how} is password, first-link or token. */
public record StaffSignedIn(String actorId, String how) implements DashboardEvent {

    @Override
    public String key() {
        return actorId;
    }

    @Override
    public String subject() {
        return actorId;
    }
}
