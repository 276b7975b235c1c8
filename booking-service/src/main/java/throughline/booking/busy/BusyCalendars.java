package throughline.booking.busy;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.availability.BlockedTime;
import throughline.booking.availability.Run;
import throughline.clock.MachineTime;
import throughline.contract.PractitionerId;
import throughline.event.Cause;
import throughline.web.problem.Problem;

/** The other calendars of the practitioners, kept in {@code booking.busy-calendars}. */
@Component
public class BusyCalendars {

    private static final int MOST = 5;
    private static final int LONGEST = 2_000;

    private final Aggregates<BusyCalendar> calendars;
    private final Clock clock;
    private final MachineTime machine;

    BusyCalendars(AggregateFactory aggregates, Clock clock, MachineTime machine) {
        this.calendars = aggregates.of("booking.busy-calendars", BusyCalendar::written, BusyCalendar::stored);
        this.clock = clock;
        this.machine = machine;
        calendars.collection().createIndex(Indexes.ascending("state.practitioner"));
    }

    /** When the practitioner is busy elsewhere, as far as is known; disjoint, in order. */
    public List<Run> busy(PractitionerId practitioner) {
        List<Run> busy = new ArrayList<>();
        for (Document found : calendars
                .collection()
                .find(Filters.eq("state.practitioner", practitioner.value()))
                .projection(Projections.include("state.blocks"))) {
            busy.addAll(BusyCalendar.blocks(found.get("state", Document.class)));
        }
        return new BlockedTime(busy).runs();
    }

    public List<Stored<BusyCalendar>> of(PractitionerId practitioner) {
        return calendars.find(
                Filters.eq("state.practitioner", practitioner.value()), Sorts.ascending("_id"), 0, MOST * 2);
    }

    /** Those that could not be read when they were last tried. */
    public List<BusyCalendar> failing() {
        return calendars
                .find(Filters.ne("state.failure", null), Sorts.ascending("state.failingSince"), 0, MOST)
                .stream()
                .map(Stored::state)
                .toList();
    }

    /** @throws Problem for an address that cannot be one, or if there are enough calendars already */
    public String add(PractitionerId practitioner, String url) {
        String address = address(url.strip());
        List<Stored<BusyCalendar>> known = of(practitioner);
        Optional<Stored<BusyCalendar>> same =
                known.stream().filter(one -> one.state().url().equals(address)).findFirst();
        if (same.isPresent()) {
            return same.get().id();
        }
        if (known.size() >= MOST) {
            throw Inputs.unprocessable("BAD_CALENDAR", "url", Sentences.of("booking.problem.calendars", MOST));
        }
        String id = "b_" + UuidCreator.getTimeOrderedEpoch().toString().replace("-", "");
        calendars.<Void>change(
                id,
                Cause.command(),
                before -> Decision.changed(new BusyCalendar(practitioner, address, List.of(), null, null, null, null)));
        return id;
    }

    private static String address(String url) {
        String address = url.replaceFirst("(?i)^webcals?:", "https:");
        try {
            URI uri = URI.create(address);
            if (address.length() <= LONGEST
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    private static Problem refused() {
        return Inputs.unprocessable("BAD_CALENDAR", "url", Sentences.of("booking.problem.calendar"));
    }

    /** What it said is forgotten with it. */
    public boolean remove(PractitionerId practitioner, String id) {
        return calendars
                        .collection()
                        .deleteOne(Filters.and(Filters.eq(id), Filters.eq("state.practitioner", practitioner.value())))
                        .getDeletedCount()
                > 0;
    }

    /** Those that nobody has tried for this long; whoever takes one first, of all instances, reads it. */
    List<Stored<BusyCalendar>> take(Duration every) {
        Instant now = machine.now();
        List<Stored<BusyCalendar>> taken = new ArrayList<>();
        for (Stored<BusyCalendar> one : calendars.find(Filters.empty(), Sorts.ascending("_id"), 0, 0)) {
            if (isDue(one.state(), now, every)) {
                Written<BusyCalendar, Boolean> written = calendars.change(
                        one.id(),
                        Cause.command(),
                        before -> before.filter(b -> isDue(b, now, every))
                                .<Decision<BusyCalendar, Boolean>>map(b -> Decision.changed(b.tried(now)))
                                .orElseGet(() -> Decision.refused(true)));
                if (written instanceof Written.Done<BusyCalendar, Boolean>) {
                    taken.add(one);
                }
            }
        }
        return taken;
    }

    private static boolean isDue(BusyCalendar calendar, Instant now, Duration every) {
        Instant tried = calendar.triedAt();
        return tried == null || !tried.plus(every).isAfter(now);
    }

    void read(String id, List<Run> blocks) {
        note(id, before -> before.read(blocks, clock.instant()));
    }

    void failed(String id, Failure why) {
        note(id, before -> before.failed(why, clock.instant()));
    }

    private void note(String id, UnaryOperator<BusyCalendar> news) {
        calendars.<Boolean>change(
                id,
                Cause.command(),
                before -> before.<Decision<BusyCalendar, Boolean>>map(
                                calendar -> Decision.changed(news.apply(calendar)))
                        .orElseGet(() -> Decision.refused(true))); // removed while it was read
    }
}
