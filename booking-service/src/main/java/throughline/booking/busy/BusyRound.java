package throughline.booking.busy;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.booking.availability.Run;
import throughline.booking.practitioner.Practitioners;
import throughline.booking.round.Round;
import throughline.clock.MachineTime;
import throughline.service.PracticeSettings;

/** Reads the other calendars again and again. One that cannot be read keeps what it said last, and says so to staff. */
@Component
public class BusyRound implements Round {

    private static final Duration AHEAD = Duration.ofDays(760);
    private static final Duration BEHIND = Duration.ofDays(2);
    private static final Logger log = LoggerFactory.getLogger(BusyRound.class);

    private final BusyCalendars calendars;
    private final Practitioners practitioners;
    private final BusySettings settings;
    private final CalendarFetch fetch;
    private final PracticeSettings practice;
    private final Clock clock;

    BusyRound(
            BusyCalendars calendars,
            Practitioners practitioners,
            BusySettings settings,
            PracticeSettings practice,
            MachineTime machine,
            Clock clock) {
        this.calendars = calendars;
        this.practitioners = practitioners;
        this.settings = settings;
        this.practice = practice;
        this.fetch = new CalendarFetch(
                settings,
                InetAddress::getAllByName,
                address -> settings.allowInternal() || PublicAddress.is(address),
                machine);
        this.clock = clock;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void go() {
        calendars.take(settings.every()).forEach(this::read);
    }

    /** Does not wait for its turn: what was just named is looked at at once, on a thread of its own. */
    public void soon() {
        Thread.ofVirtual().name("calendars-at-once").start(this::go);
    }

    private void read(Stored<BusyCalendar> one) {
        ZoneId zone = practitioners
                .find(one.state().practitioner())
                .map(who -> who.availability().zone())
                .orElse(practice.zone());
        Instant now = clock.instant();
        try {
            List<Run> busy = BusyEvents.of(
                    fetch.read(one.state().url()), zone, now.minus(BEHIND), now.plus(AHEAD), this::isOurs);
            calendars.read(one.id(), busy);
            log.debug("Calendar {} says {} busy times.", one.id(), busy.size());
        } catch (Unreadable e) {
            calendars.failed(one.id(), e.why());
            log.warn(
                    "Calendar {} could not be read ({}); what it said last is kept, next try in {}.",
                    one.id(),
                    e.why(),
                    settings.every());
        }
    }

    /** A calendar into which our own feed flows must not block a call by itself. */
    private boolean isOurs(String uid) {
        return uid.endsWith("@" + practice.url().getHost());
    }
}
