package throughline.booking.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.contract.ClientId;
import throughline.contract.booking.Contact;

/** What a record of a person takes over, and what it keeps. */
class ClientTests {

    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ClientId TWO = new ClientId("cl_two");

    @Test
    void aBookingAddsWhatWasNotKnownAndOverwritesNothing() {
        Client known = client("Zoë Núñez", "zoe@one.example", null, consent("call-1", 0));

        Client after = known.afterBooking("+1 555 0142 321", consent("call-2", 1));

        assertThat(after.contact()).isEqualTo(new Contact("Zoë Núñez", "zoe@one.example", "+1 555 0142 321", "en"));
        assertThat(after.consents()).extracting(Consent::call).containsExactly("call-1", "call-2");
        assertThat(after.likeness()).isEqualTo(Likeness.of("Zoë Núñez", "+1 555 0142 321"));
        assertThat(after.afterBooking("+1 555 0199 000", consent("call-2", 2))).isEqualTo(after);
    }

    @Test
    void aBookingChangesNothingOfWhatIsLeftOfAPerson() {
        Client left = client("Zoë Núñez", "zoe@one.example", null, consent("call-1", 0))
                .erased(new Erasure("er_1", NOON, List.of(TWO), List.of()));

        assertThat(left.afterBooking("+1 555 0142 321", consent("call-2", 1))).isEqualTo(left);
    }

    @Test
    void ofTwoRecordsTheOneThatStaysKeepsItsOwnAndTakesWhatItLacked() {
        Client stays = client("Zoë Núñez", "zoe@one.example", null, consent("call-2", 2));
        Client goes = client("Nunez, Zoe", "zoe@two.example", "+1 555 0142 321", consent("call-1", 1))
                .joinedBy(new ClientId("cl_three"), client("Z", "z@three.example", null, consent("call-0", 0)));

        Client joined = stays.joinedBy(TWO, goes);

        assertThat(joined.contact()).isEqualTo(new Contact("Zoë Núñez", "zoe@one.example", "+1 555 0142 321", "en"));
        assertThat(joined.consents())
                .as("in the order in which they were given")
                .extracting(Consent::call)
                .containsExactly("call-0", "call-1", "call-2");
        assertThat(joined.others()).containsExactly(new ClientId("cl_three"), TWO);
        assertThat(joined.joinedBy(TWO, goes)).as("told again").isEqualTo(joined);
    }

    @Test
    void ofARecordThatWasJoinedIntoAnotherOrErasedNothingPersonalIsLeft() {
        Client known = client("Zoë Núñez", "zoe@one.example", "+1 555 0142 321", consent("call-1", 0));

        for (Client left :
                List.of(known.joinedInto(TWO), known.erased(new Erasure("er_1", NOON, List.of(TWO), List.of())))) {
            assertThat(left.isSomebody()).isFalse();
            assertThat(left.toString()).doesNotContain("Zo", "zoe@", "555", "call-1", "Berlin");
        }
    }

    private static Client client(String name, String email, @Nullable String phone, Consent consent) {
        return Client.fresh(
                new Contact(name, email, phone, "en"), EmailAddress.of(email).orElseThrow(), BERLIN, consent, NOON);
    }

    private static Consent consent(String call, int hours) {
        return new Consent("follow-up", true, NOON.plus(Duration.ofHours(hours)), null, call);
    }
}
