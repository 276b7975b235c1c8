package throughline.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.Outcome;

/** A state with one of everything that states are made of. */
public record Sketch(
        int count,
        CallId call,
        LocalTime from,
        LocalDate day,
        ZoneId zone,
        Instant at,
        Duration length,
        List<Place> places,
        @Nullable String note) {

    /** Where it is. */
    public sealed interface Place {}

    /** By phone. */
    public record Phone(String number) implements Place {}

    /** In a room. */
    public record Room(int floor) implements Place {}

    public static Sketch fresh() {
        return new Sketch(
                0,
                new CallId("c_1"),
                LocalTime.of(9, 30),
                LocalDate.of(2026, 12, 1),
                ZoneId.of("US/Pacific"),
                Instant.parse("2026-12-01T12:00:00.123Z"),
                Duration.ofMinutes(30),
                List.of(new Phone("1"), new Room(2)),
                null);
    }

    Sketch counted() {
        return new Sketch(count + 1, call, from, day, zone, at, length, places, note);
    }

    /** A fact about the client {@code key}, numbered. */
    public static CallOutcomeRecorded fact(String key, int number) {
        return new CallOutcomeRecorded(new CallId("c_" + key), new ClientId(key), Outcome.INTERESTED, number, null);
    }
}
