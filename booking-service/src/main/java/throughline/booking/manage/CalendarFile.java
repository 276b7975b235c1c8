package throughline.booking.manage;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
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
import throughline.calendarfile.ContentLines;
import throughline.contract.CallId;
import throughline.service.PracticeSettings;

/**
 * The calendar file of a call that people download: {@code METHOD:PUBLISH}, so that nobody is asked to answer it (RFC 5546
 * 3.2.1), with the UID and SEQUENCE of the mails. Times are in UTC, which needs no VTIMEZONE. Nothing the client wrote is in it.
 */
@Component
class CalendarFile {

    private final ManageLinks links;
    private final PracticeSettings practice;
    private final Clock clock;

    CalendarFile(ManageLinks links, PracticeSettings practice, Clock clock) {
        this.links = links;
        this.practice = practice;
        this.clock = clock;
    }

    String of(CallId id, Call call) {
        return written(
                call, links.page(id, call.generation()), practice.practice(), practice.mailFrom(), clock.instant());
    }

    /** @param link to the page where the call is moved or cancelled */
    static String written(Call call, String link, String practice, String mailFrom, Instant stamp) {
        VEvent event = new VEvent(false);
        event.add(new Uid(call.entry().uid()));
        event.add(new Sequence(call.entry().sequence()));
        event.add(new DtStamp(stamp));
        event.add(new DtStart<Instant>(call.start()));
        event.add(new DtEnd<Instant>(call.end()));
        event.add(new Summary(ContentLines.oneLine(call.callTypeName() + ", " + call.practitionerName())));
        event.add(new Description(link));
        event.add(new Location(ContentLines.oneLine(call.location().text())));
        Organizer organizer = new Organizer(mailto(mailFrom));
        organizer.add(new Cn(ContentLines.oneLine(practice)));
        event.add(organizer);
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
        return ContentLines.folded(calendar.toString());
    }

    private static URI mailto(String address) {
        try {
            return new URI("mailto", address, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the practice's address was checked at the start", e);
        }
    }
}
