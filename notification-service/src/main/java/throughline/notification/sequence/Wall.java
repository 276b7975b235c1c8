package throughline.notification.sequence;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A wall time on a date of a zone. Inside a gap it is read with the offset before the gap (RFC 5545 3.3.5), so 02:30 in an hour
 * that does not exist is 03:30; where a wall time happens twice the first is meant. {@code atZone} does both.
 */
final class Wall {

    private Wall() {}

    static ZonedDateTime at(LocalDate date, LocalTime time, ZoneId zone) {
        return at(LocalDateTime.of(date, time), zone);
    }

    static ZonedDateTime at(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).withEarlierOffsetAtOverlap();
    }
}
