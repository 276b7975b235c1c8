package throughline.dashboard.journal;

import java.time.Instant;
import java.time.ZoneId;
import throughline.contract.ArticleId;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;
import throughline.contract.booking.Source;

/** A request as booking would publish it. */
final class Requests {

    private Requests() {}

    static CallRequested from(CallId call, ClientId client, ArticleId article) {
        Instant start = Instant.parse("2026-12-03T17:00:00Z");
        return new CallRequested(
                call,
                client,
                new PractitionerId("me"),
                "Mira Sample",
                "exploration-call",
                "Exploration call",
                start,
                start.plusSeconds(1800),
                ZoneId.of("America/Denver"),
                new Contact("Lena Rivera", "lena@example.com", null, "en"),
                true,
                new Location(Location.Kind.VIDEO, "a link"),
                "https://practice.example/calls/token",
                new Source(article, 1, "book"),
                CallRequested.State.CONFIRMED,
                new CalendarEntry("uid", 0));
    }
}
