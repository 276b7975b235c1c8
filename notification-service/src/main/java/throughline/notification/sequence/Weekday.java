package throughline.notification.sequence;

import java.time.DayOfWeek;

/** A day of the week as the interface writes it. */
public enum Weekday {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN;

    static Weekday of(DayOfWeek day) {
        return valueOf(day.name().substring(0, 3));
    }
}
