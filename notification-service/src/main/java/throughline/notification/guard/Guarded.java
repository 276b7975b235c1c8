package throughline.notification.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was let through to one address lately, for one kind of mail. Pure.
 *
 * @param acted whether the person has dealt with us once; from then on nothing is withheld
 * @param let of the last day, the oldest first
 */
record Guarded(boolean acted, List<Let> let) {

    static final Guarded NOBODY = new Guarded(false, List.of());

    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_A_DAY = 5;

    /** @param about the call or the subscription; several mails about one count once */
    record Let(String about, Instant at) {}

    Guarded {
        let = List.copyOf(let);
    }

    boolean mayPass(String about, Instant now) {
        if (acted || let.stream().anyMatch(l -> l.about().equals(about))) {
            return true;
        }
        List<Let> today = let.stream().filter(l -> within(l, DAY, now)).toList();
        return today.size() < MOST_A_DAY && today.stream().noneMatch(l -> within(l, BETWEEN, now));
    }

    Guarded with(String about, Instant now) {
        List<Let> kept =
                new ArrayList<>(let.stream().filter(l -> within(l, DAY, now)).toList());
        kept.add(new Let(about, now));
        return new Guarded(acted, kept);
    }

    Guarded afterActing() {
        return new Guarded(true, List.of());
    }

    boolean knows(String about) {
        return let.stream().anyMatch(l -> l.about().equals(about));
    }

    /** A clock that was set back makes nothing younger: what lies ahead of now counts as just now. */
    private static boolean within(Let let, Duration time, Instant now) {
        return let.at().plus(time).isAfter(now);
    }
}
