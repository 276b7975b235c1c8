package throughline.contract.booking;

/** A form was filled in by a machine, as far as we can tell; nothing was stored. {@code formId} is random. */
public record SpamSuspected(String formId, String reason) implements BookingEvent {

    @Override
    public String key() {
        return formId;
    }

    @Override
    public String subject() {
        return formId;
    }
}
