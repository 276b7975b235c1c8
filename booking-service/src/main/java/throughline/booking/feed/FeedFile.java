package throughline.booking.feed;

import java.time.Instant;
import java.util.List;
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
import throughline.aggregate.Stored;
import throughline.booking.call.Call;
import throughline.calendarfile.ContentLines;
import throughline.service.PracticeSettings;

/**
 * A practitioner's calls as a calendar file. A calendar service somewhere keeps a copy of it, so it says no more than a passer-by
 * may read: the call's kind, first name and initial, and where to look it up. No address, no number, nothing the client wrote.
 */
final class FeedFile {

    private FeedFile() {}

    static String of(List<Stored<Call>> calls, PracticeSettings practice, Instant now) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Throughline//Booking//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(ImmutableMethod.PUBLISH);
        calls.forEach(call -> calendar.add(event(call, practice, now)));
        return ContentLines.folded(calendar.toString());
    }

    private static VEvent event(Stored<Call> stored, PracticeSettings practice, Instant now) {
        Call call = stored.state();
        VEvent event = new VEvent(false);
        event.add(new Uid(call.entry().uid()));
        event.add(new Sequence(call.entry().sequence()));
        event.add(new DtStamp(now));
        event.add(new DtStart<Instant>(call.start()));
        event.add(new DtEnd<Instant>(call.end()));
        String who = shortName(call.contact().name());
        event.add(new Summary(
                ContentLines.oneLine(who.isEmpty() ? call.callTypeName() : call.callTypeName() + ": " + who)));
        event.add(new Description(practice.link("/staff/calls/" + stored.id())));
        event.add(new Location(ContentLines.oneLine(call.location().text())));
        event.add(
                call.state() == Call.State.CONFIRMED
                        ? ImmutableStatus.VEVENT_CONFIRMED
                        : ImmutableStatus.VEVENT_TENTATIVE);
        return event;
    }

    private static String shortName(String name) {
        String[] parts = name.strip().split(" ", -1);
        String last = parts[parts.length - 1];
        return parts.length == 1 || last.isEmpty()
                ? parts[0]
                : parts[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }
}
