package throughline.contract.booking;

import throughline.contract.ClientId;

/** Two records may be one person; staff decide. */
public record PossibleDuplicateClient(ClientId clientId, ClientId other, String reason) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    /** The pair, the same whichever of the two was looked at: {@code cl_a+cl_b} in alphabetical order. */
    @Override
    public String subject() {
        String one = clientId.value();
        String two = other.value();
        return one.compareTo(two) < 0 ? one + "+" + two : two + "+" + one;
    }
}
