package throughline.contract.booking;

import java.time.ZoneId;
import throughline.contract.ClientId;

/** Staff corrected what is known of a client; from now on this holds, whatever bookings say. */
public record ClientChanged(ClientId clientId, Contact contact, ZoneId zone) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
