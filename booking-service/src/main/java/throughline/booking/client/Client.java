package throughline.booking.client;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a person. {@code addressKey} is the address in the form that is compared. */
public record Client(
        String name,
        String email,
        String addressKey,
        @Nullable String phone,
        ZoneId zone,
        String locale,
        List<Consent> consents,
        Instant since) {

    public Client {
        consents = List.copyOf(consents);
    }

    /** What a booking adds: what was not known before. Nothing known is overwritten. */
    Client afterBooking(@Nullable String newPhone, @Nullable Consent consent) {
        List<Consent> all = new ArrayList<>(consents);
        if (consent != null && consents.stream().noneMatch(c -> c.call().equals(consent.call()))) {
            all.add(consent);
        }
        return new Client(name, email, addressKey, phone == null ? newPhone : phone, zone, locale, all, since);
    }
}
