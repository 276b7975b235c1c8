package throughline.dashboard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import throughline.contract.ArticleId;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.By;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;
import throughline.contract.booking.PossibleDuplicateClient;
import throughline.contract.booking.Source;
import throughline.contract.notification.DeliveryPlanned;

class FactsTests {

    private static final ClientId LENA = new ClientId("cl_lena");
    private static final CallId CALL = new CallId("call_1");
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    @Test
    void whoAPersonIsStaysOut() {
        Facts facts = BookingFacts.of(new CallRequested(
                CALL,
                LENA,
                new PractitionerId("me"),
                "Mira Sample",
                "exploration-call",
                "Exploration call",
                NOON,
                NOON.plusSeconds(1800),
                ZoneId.of("America/Denver"),
                new Contact("Lena Rivera", "lena@example.com", "+1 555 0117", "en"),
                true,
                new Location(Location.Kind.VIDEO, "https://meet.example/secret"),
                "https://practice.example/calls/secret",
                new Source(new ArticleId("art_1"), 2, "book"),
                CallRequested.State.CONFIRMED,
                null));

        assertThat(facts.people() + " " + facts.about() + " " + facts.said())
                .doesNotContain("Lena", "Rivera", "@", "555", "secret", "Denver", "Mira")
                .contains("cl_lena", "call_1", "art_1", "CONFIRMED");
    }

    @Test
    void whatPeopleTypedStaysOut() {
        Facts cancelled =
                BookingFacts.of(new CallCancelled(CALL, LENA, NOON, By.CLIENT, "my back is worse since Monday", null));
        Facts duplicate =
                BookingFacts.of(new PossibleDuplicateClient(LENA, new ClientId("cl_2"), "same phone +1 555 0117"));

        assertThat(cancelled.said().toString()).doesNotContain("back").contains("CLIENT");
        assertThat(duplicate.said()).isEmpty();
        assertThat(duplicate.people()).containsExactly("cl_lena", "cl_2");
    }

    @Test
    void practitionersCopyIsAboutNobody() {
        Facts copy = NotificationFacts.of(new DeliveryPlanned(
                new DeliveryId("d_1"), new ClientId("practice"), "copy", null, "<1@example.com>", NOON, "evt"));

        assertThat(copy.people()).isEmpty();
        assertThat(copy.about()).containsEntry("delivery", "d_1");
    }
}
