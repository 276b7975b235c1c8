package throughline.notification.message;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
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
import org.jspecify.annotations.Nullable;
import throughline.calendarfile.ContentLines;

/** Writes a call as iCalendar (RFC 5545) with times in UTC, which every calendar shows in its reader's own zone. */
final class Invitation {
    private Invitation() {}

    static String write(
            CalendarPart call,
            Instant stamp,
            String organizer,
            MailAddress from,
            @Nullable String attendee,
            MailAddress to) {
        var event = new VEvent(false);
        event.add(new Uid(call.uid()));
        event.add(new DtStamp(stamp));
        event.add(new DtStart<>(call.start()));
        event.add(new DtEnd<>(call.end()));
        event.add(new Summary(ContentLines.oneLine(call.summary())));
        event.add(new Sequence(call.sequence()));
        if (call.location() != null && !call.location().isBlank()) {
            event.add(new Location(ContentLines.oneLine(call.location())));
        }
        boolean cancels = call.method() == CalendarPart.Method.CANCEL;
        event.add(cancels ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        event.add(named(new Organizer(mailto(from)), organizer));
        var guest = named(new Attendee(mailto(to)), attendee == null || attendee.isBlank() ? to.toString() : attendee);
        guest.add(Rsvp.FALSE);
        event.add(guest);
        var properties = new PropertyList(List.<Property>of(
                new ProdId("-//Throughline//EN"),
                ImmutableVersion.VERSION_2_0,
                ImmutableCalScale.GREGORIAN,
                cancels ? ImmutableMethod.CANCEL : ImmutableMethod.REQUEST));
        return ContentLines.folded(new Calendar(properties, new ComponentList<>(List.of(event))).toString());
    }

    private static URI mailto(MailAddress address) {
        return URI.create("mailto:" + address.local().replaceAll("[%?#&^`{}|/]", "_") + "@" + address.domain());
    }

    private static <P extends Property> P named(P property, String name) {
        property.add(new Cn(ContentLines.oneLine(name))); // ical4j writes quotes as RFC 6868 says
        return property;
    }
}
