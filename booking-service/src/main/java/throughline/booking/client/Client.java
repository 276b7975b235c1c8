package throughline.booking.client;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.booking.Contact;

/**
 * What is known of a person. {@code addressKey} is the address in the form that is compared.
 *
 * @param likeness by which somebody who may be the same person is found; absent once erased
 * @param merged ids whose records were joined into this one
 * @param mergedInto the record this one was joined into; then nothing else is known here
 * @param erasure present once erased; then nothing else is known here
 */
public record Client(
        String name,
        String email,
        String addressKey,
        @Nullable String phone,
        ZoneId zone,
        String locale,
        List<Consent> consents,
        Instant since,
        @Nullable Likeness likeness,
        @Nullable List<ClientId> merged,
        @Nullable ClientId mergedInto,
        @Nullable Erasure erasure) {

    private static final ZoneId NO_ZONE = ZoneId.of("UTC");

    public Client {
        consents = List.copyOf(consents);
    }

    static Client fresh(Contact contact, EmailAddress address, ZoneId zone, @Nullable Consent consent, Instant since) {
        return new Client(
                contact.name(),
                address.given(),
                address.key(),
                contact.phone(),
                zone,
                contact.locale(),
                consent == null ? List.of() : List.of(consent),
                since,
                Likeness.of(contact.name(), contact.phone()),
                null,
                null,
                null);
    }

    /** Whether this is a person, and not what is left of one. */
    public boolean isSomebody() {
        return mergedInto == null && erasure == null;
    }

    public Contact contact() {
        return new Contact(name, email, phone, locale);
    }

    /** The ids of others that lead here. */
    public List<ClientId> others() {
        return merged == null ? List.of() : merged;
    }

    /** What a booking adds: what was not known before. Nothing known is overwritten. */
    Client afterBooking(@Nullable String newPhone, @Nullable Consent consent) {
        if (!isSomebody()) {
            return this;
        }
        List<Consent> all = new ArrayList<>(consents);
        if (consent != null && consents.stream().noneMatch(c -> c.call().equals(consent.call()))) {
            all.add(consent);
        }
        return known(name, email, addressKey, phone == null ? newPhone : phone, zone, all, merged);
    }

    Client corrected(
            @Nullable String newName,
            @Nullable EmailAddress newAddress,
            @Nullable String newPhone,
            @Nullable ZoneId newZone) {
        return known(
                newName == null ? name : newName,
                newAddress == null ? email : newAddress.given(),
                newAddress == null ? addressKey : newAddress.key(),
                newPhone == null ? phone : newPhone,
                newZone == null ? zone : newZone,
                consents,
                merged);
    }

    /** This record after another of the same person was joined into it: what it knew and we did not, and all consents. */
    Client joinedBy(ClientId id, Client other) {
        List<Consent> all = Stream.concat(consents.stream(), other.consents().stream())
                .distinct()
                .sorted(java.util.Comparator.comparing(Consent::at))
                .toList();
        List<ClientId> ids = Stream.of(others().stream(), other.others().stream(), Stream.of(id))
                .flatMap(s -> s)
                .distinct()
                .toList();
        return known(name, email, addressKey, phone == null ? other.phone() : phone, zone, all, ids);
    }

    private Client known(
            String newName,
            String newEmail,
            String newKey,
            @Nullable String newPhone,
            ZoneId newZone,
            List<Consent> newConsents,
            @Nullable List<ClientId> ids) {
        return new Client(
                newName,
                newEmail,
                newKey,
                newPhone,
                newZone,
                locale,
                newConsents,
                since,
                Likeness.of(newName, newPhone),
                ids,
                null,
                null);
    }

    Client joinedInto(ClientId into) {
        return new Client("", "", "", null, NO_ZONE, locale, List.of(), since, null, merged, into, null);
    }

    Client erased(Erasure done) {
        return new Client("", "", "", null, NO_ZONE, locale, List.of(), since, null, merged, null, done);
    }
}
