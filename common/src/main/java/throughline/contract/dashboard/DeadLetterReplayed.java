package throughline.contract.dashboard;

/** A dead letter or a parked event was given to its group once more. */
public record DeadLetterReplayed(String actorId, String deadLetterId, String eventId, String group, boolean succeeded)
        implements DashboardEvent {

    @Override
    public String key() {
        return actorId;
    }

    @Override
    public String subject() {
        return deadLetterId;
    }
}
