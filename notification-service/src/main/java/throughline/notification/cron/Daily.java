package throughline.notification.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** A time of day in a zone. Where it does not exist that day it is as much later as the gap is long; where it comes twice, the first counts. */
record Daily(LocalTime at, ZoneId zone) {

    Instant nextAfter(Instant nominal) {
        LocalDate date = nominal.atZone(zone).toLocalDate();
        Instant today = on(date);
        return today.isAfter(nominal) ? today : on(date.plusDays(1));
    }

    private Instant on(LocalDate date) {
        return date.atTime(at).atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
