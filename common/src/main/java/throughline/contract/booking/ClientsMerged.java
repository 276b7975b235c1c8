package throughline.contract.booking;

import java.time.ZoneId;
import throughline.contract.ClientId;

/** Two records were one person: everything of {@code merged} belongs to {@code clientId} from now on, who is reached as said here. */
public record ClientsMerged(ClientId clientId, ClientId merged, Contact contact, ZoneId zone) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
