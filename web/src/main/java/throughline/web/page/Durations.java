package throughline.web.page;

import java.time.Duration;

/** A length of time in the largest unit that says enough: "9 s", "4 min", "3 h", "2 days". */
public final class Durations {

    private Durations() {}

    public static String inWords(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return time.toSeconds() + " s";
        }
        if (time.compareTo(Duration.ofHours(2)) < 0) {
            return time.toMinutes() + " min";
        }
        return time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
