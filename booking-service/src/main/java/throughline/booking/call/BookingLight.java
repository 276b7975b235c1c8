package throughline.booking.call;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.booking.busy.BusyCalendar;
import throughline.booking.busy.BusyCalendars;
import throughline.booking.key.ClientKeys;
import throughline.service.Light;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** Whether calls can be booked: the calls can be read, and when the last one was booked. */
@Component
class BookingLight implements Light.Measure {

    private final Calls calls;
    private final ClientKeys keys;
    private final BusyCalendars busy;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;
    private final Clock clock;
    private final Instant started;

    BookingLight(
            Calls calls,
            ClientKeys keys,
            BusyCalendars busy,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts,
            Clock clock) {
        this.calls = calls;
        this.keys = keys;
        this.busy = busy;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public Light now() {
        Locale locale = Locale.ENGLISH;
        String name = texts.getMessage("booking.light", null, locale);
        try {
            long closed = keys.closed();
            if (closed > 0) {
                return new Light(
                        name,
                        Light.State.NEEDS_DECISION,
                        started,
                        texts.getMessage("booking.light.closed", new Object[] {closed}, locale));
            }
            Optional<BusyCalendar> unread = busy.failing().stream().findFirst();
            if (unread.isPresent()) {
                return unread(name, unread.get(), locale);
            }
            return calls.newest()
                    .map(call -> new Light(
                            name,
                            Light.State.WORKING,
                            call.asked().at(),
                            texts.getMessage(
                                    "booking.light.last",
                                    new Object[] {times.when(call.asked().at(), practice.zone(), locale)},
                                    locale)))
                    .orElseGet(() -> new Light(
                            name, Light.State.WORKING, started, texts.getMessage("booking.light.none", null, locale)));
        } catch (MongoException e) {
            return new Light(
                    name,
                    Light.State.STOPPED,
                    clock.instant(),
                    texts.getMessage("booking.light.unreadable", null, locale));
        }
    }

    /** Calls can be booked, but maybe against an entry nobody has read. */
    private Light unread(String name, BusyCalendar calendar, Locale locale) {
        Instant failing = calendar.failingSince();
        Instant since = failing == null ? clock.instant() : failing;
        return new Light(
                name,
                Light.State.SLOW,
                since,
                texts.getMessage(
                        "booking.light.calendar",
                        new Object[] {calendar.host(), times.when(since, practice.zone(), locale)},
                        locale));
    }
}
