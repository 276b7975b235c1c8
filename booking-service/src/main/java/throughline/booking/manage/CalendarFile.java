package throughline.booking.manage;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.springframework.stereotype.Component;
import throughline.booking.call.Call;
import throughline.booking.call.ManageLinks;
import throughline.contract.CallId;

/**
 * The calendar file of a call that people download: {@code METHOD:PUBLISH}, so that nobody is asked to answer it (RFC 5546
 * 3.2.1), with the UID and SEQUENCE of the mails. Times are in UTC, which needs no VTIMEZONE. Nothing the client wrote is in it.
 */
@Component
class CalendarFile {

    private final ManageLinks links;
    private final Clock clock;

    CalendarFile(ManageLinks links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    String of(CallId id, Call call) {
        VEvent event = new VEvent(false);
        event.add(new Uid(call.entry().uid()));
        event.add(new Sequence(call.entry().sequence()));
        event.add(new DtStamp(clock.instant()));
        event.add(new DtStart<Instant>(call.start()));
        event.add(new DtEnd<Instant>(call.end()));
        event.add(new Summary(call.callTypeName() + ", " + call.practitionerName()));
        event.add(new Description(links.page(id, call.generation())));
        event.add(new Location(call.location().text()));
        event.add(
                call.state() == Call.State.CONFIRMED
                        ? ImmutableStatus.VEVENT_CONFIRMED
                        : ImmutableStatus.VEVENT_TENTATIVE);
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Throughline//Booking//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(ImmutableMethod.PUBLISH);
        calendar.add(event);
        StringWriter file = new StringWriter();
        try {
            new CalendarOutputter(true).output(calendar, file);
        } catch (IOException e) {
            throw new UncheckedIOException("a calendar file is written to memory", e);
        }
        return file.toString();
    }
}
