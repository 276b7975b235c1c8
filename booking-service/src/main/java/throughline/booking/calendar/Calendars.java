package throughline.booking.calendar;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.booking.slot.Taken;
import throughline.contract.CallId;
import throughline.contract.Event;
import throughline.contract.PractitionerId;
import throughline.contract.booking.BookingEvent;
import throughline.event.Cause;
import throughline.service.PracticeSettings;

/**
 * The calendars, kept in {@code booking.calendars}, one document per practitioner. What makes double booking impossible is the
 * compare-and-set on the document's version, between threads and between processes alike. The lock only keeps the threads of
 * one process from losing that race to each other again and again; without it nothing becomes wrong, only slower.
 */
@Component
public class Calendars {

    private static final int STRIPES = 64;
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Aggregates<CalendarState> calendars;
    private final Overtaken overtaken;
    private final Clock clock;
    private final String host;
    private final List<ReentrantLock> locks =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

    Calendars(AggregateFactory aggregates, Overtaken overtaken, PracticeSettings practice, Clock clock) {
        this.calendars = aggregates.of("booking.calendars", CalendarDocument::written, CalendarDocument::read);
        this.overtaken = overtaken;
        this.clock = clock;
        this.host = practice.url().getHost();
    }

    /** What became of a change. */
    public sealed interface Change {

        /** It holds. The claim as it is now (as it was, if it has left the calendar), and what was told, if anything was. */
        record Done(Claim claim, Optional<BookingEvent> fact) implements Change {}

        record Refused(Refusal why) implements Change {}
    }

    /** All time that is taken now and still plays a part: what is past by more than the limits count is not read. */
    public List<Taken> takenOf(PractitionerId practitioner) {
        return takenOf(practitioner, Instant.EPOCH, NEVER);
    }

    /** The same as far as it is between two instants. */
    public List<Taken> takenOf(PractitionerId practitioner, Instant after, Instant before) {
        Instant now = clock.instant();
        Instant remembered = now.minus(CalendarState.REMEMBERED);
        Document found = calendars
                .collection()
                .find(Filters.eq(practitioner.value()))
                .projection(CalendarDocument.between(after.isAfter(remembered) ? after : remembered, before))
                .first();
        List<Claim> claims = found == null ? List.of() : CalendarDocument.claims(found);
        return claims.stream()
                .filter(claim -> claim.takesTime(now))
                .map(Claim::taken)
                .toList();
    }

    /** Takes the claims that no longer play a part out of every calendar; each of them is a call in {@code booking.calls}. */
    void tidy() {
        Instant now = clock.instant();
        Bson past =
                Filters.elemMatch("state.claims", Filters.lte("end", Date.from(now.minus(CalendarState.REMEMBERED))));
        for (Document calendar : calendars.collection().find(past).projection(Projections.include("_id"))) {
            tidy(new PractitionerId(calendar.getString("_id")), now);
        }
    }

    /** Takes lapsed holds out of these calendars, so that whoever waits there learns of the time. */
    public void letLapse(Collection<PractitionerId> practitioners) {
        Instant now = clock.instant();
        for (PractitionerId practitioner : practitioners) {
            if (holdEnds(practitioner).stream().anyMatch(end -> !now.isBefore(end))) {
                tidy(practitioner, now);
            }
        }
    }

    private void tidy(PractitionerId practitioner, Instant now) {
        calendars.<Void>change(practitioner.value(), Cause.command(), read -> {
            CalendarState calendar = read.orElse(CalendarState.EMPTY);
            return Consequences.added(Decision.changed(calendar.tidied(now)), practitioner, calendar, overtaken, now);
        });
    }

    /** When the holds in a calendar lapse, or did: they stay in it until it is written again. */
    public List<Instant> holdEnds(PractitionerId practitioner) {
        Document found = calendars
                .collection()
                .find(Filters.eq(practitioner.value()))
                .projection(CalendarDocument.held())
                .first();
        return found == null
                ? List.of()
                : CalendarDocument.claims(found).stream()
                        .map(Claim::expiresAt)
                        .filter(Objects::nonNull)
                        .toList();
    }

    public Optional<Claim> find(PractitionerId practitioner, CallId callId) {
        Document found = calendars
                .collection()
                .find(Filters.eq(practitioner.value()))
                .projection(CalendarDocument.only(callId))
                .first();
        return found == null
                ? Optional.empty()
                : CalendarDocument.claims(found).stream().findFirst();
    }

    public Change book(Booking booking) {
        Cause cause = Cause.command("book:" + booking.callId() + ":" + booking.request());
        return change(
                booking.offer().practitioner(),
                booking.callId(),
                cause,
                (calendar, now) -> CalendarRules.book(calendar, booking, host, now));
    }

    /** Keeps a time for a while; the claim's {@code callId} is the hold's id. */
    public Change hold(Offer offer, Instant start, Duration time) {
        CallId hold = new CallId("h_" + UuidCreator.getRandomBased().toString().replace("-", ""));
        return change(
                offer.practitioner(),
                hold,
                Cause.command(),
                (calendar, now) -> CalendarRules.hold(calendar, hold, offer, start, time, now));
    }

    /** The same for somebody on the waiting list, until a given moment. Asked again with the same id, it changes nothing. */
    public Change hold(CallId hold, Offer offer, Instant start, Instant until) {
        return change(
                offer.practitioner(),
                hold,
                Cause.command(),
                (calendar, now) -> calendar.find(hold).isPresent()
                        ? Decision.unchanged()
                        : CalendarRules.hold(calendar, hold, offer, start, Duration.between(now, until), now));
    }

    /** A hold that is no longer wanted ends. */
    public void unhold(PractitionerId practitioner, CallId hold) {
        if (find(practitioner, hold).isPresent()) {
            change(
                    practitioner,
                    hold,
                    Cause.command(),
                    (calendar, now) -> calendar.find(hold)
                                    .filter(claim -> claim.state() == Claim.State.HELD)
                                    .isPresent()
                            ? Decision.changed(calendar.without(hold))
                            : Decision.unchanged());
        }
    }

    /** Whether a request could be confirmed now: nobody else has its time. */
    public boolean canBeConfirmed(CallId request, Offer offer) {
        CalendarState calendar =
                calendars.find(offer.practitioner().value()).map(Stored::state).orElse(CalendarState.EMPTY);
        return calendar.find(request)
                .filter(claim -> Consequences.isFreeFor(claim, calendar, offer, clock.instant()))
                .isPresent();
    }

    public Change move(Move move) {
        return change(
                move.offer().practitioner(),
                move.callId(),
                Cause.command(),
                (calendar, now) -> CalendarRules.move(calendar, move, now));
    }

    public Change confirm(CallId callId, Offer offer, Function<Claim, BookingEvent> fact) {
        return change(
                offer.practitioner(),
                callId,
                Cause.command(),
                (calendar, now) -> CalendarRules.confirm(calendar, callId, offer, fact, now));
    }

    /** @param generation of the link that is used; null for staff */
    public Change cancel(
            PractitionerId practitioner,
            CallId callId,
            @Nullable Integer generation,
            Function<Claim, BookingEvent> fact) {
        return change(
                practitioner,
                callId,
                Cause.command(),
                (calendar, now) -> CalendarRules.release(calendar, callId, generation, null, fact, now));
    }

    public Change decline(PractitionerId practitioner, CallId callId, Function<Claim, BookingEvent> fact) {
        return change(
                practitioner,
                callId,
                Cause.command(),
                (calendar, now) -> CalendarRules.release(calendar, callId, null, Claim.State.REQUESTED, fact, now));
    }

    /** Keeps the claim from being moved or cancelled any more. */
    public Change settle(PractitionerId practitioner, CallId callId) {
        return change(practitioner, callId, Cause.command(), (calendar, now) -> CalendarRules.settle(calendar, callId));
    }

    /** Which answers a call's claim names. */
    public enum Answers {
        THESE,
        OTHERS,
        NO_CLAIM
    }

    /** Looks, and unless they are named lets every write that is under way find the calendar changed: it decides again. */
    public Answers answers(PractitionerId practitioner, CallId callId, String answers) {
        Written<CalendarState, Refusal> written = calendars.change(practitioner.value(), Cause.command(), read -> {
            CalendarState calendar = read.orElse(CalendarState.EMPTY);
            return said(calendar, callId, answers) == Answers.THESE ? Decision.unchanged() : Decision.changed(calendar);
        });
        return switch (written) {
            case Written.Done<CalendarState, Refusal> done -> said(done.state(), callId, answers);
            case Written.Refused<CalendarState, Refusal> refused ->
                throw new IllegalStateException("nothing is refused here");
        };
    }

    private static Answers said(CalendarState calendar, CallId callId, String answers) {
        return calendar.find(callId)
                .map(claim -> answers.equals(claim.intake()) ? Answers.THESE : Answers.OTHERS)
                .orElse(Answers.NO_CLAIM);
    }

    private interface Rule {
        Decision<CalendarState, Refusal> decide(CalendarState calendar, Instant now);
    }

    private Change change(PractitionerId practitioner, CallId callId, Cause cause, Rule rule) {
        ReentrantLock lock = locks.get(Math.floorMod(practitioner.hashCode(), STRIPES));
        lock.lock();
        try {
            return changeAlone(practitioner, callId, cause, rule);
        } finally {
            lock.unlock();
        }
    }

    private Change changeAlone(PractitionerId practitioner, CallId callId, Cause cause, Rule rule) {
        List<Event> told = new ArrayList<>();
        List<Claim> before = new ArrayList<>();
        Written<CalendarState, Refusal> written = calendars.change(practitioner.value(), cause, read -> {
            CalendarState calendar = read.orElse(CalendarState.EMPTY);
            told.clear();
            before.clear();
            calendar.find(callId).ifPresent(before::add);
            Instant now = clock.instant();
            Decision<CalendarState, Refusal> decision =
                    Consequences.added(rule.decide(calendar, now), practitioner, calendar, overtaken, now);
            if (decision instanceof Decision.Changed<CalendarState, Refusal> changed) {
                told.addAll(changed.facts());
            }
            return decision;
        });
        return switch (written) {
            case Written.Refused<CalendarState, Refusal>(Refusal why) -> new Change.Refused(why);
            case Written.Done<CalendarState, Refusal> done -> {
                Optional<BookingEvent> fact =
                        told.stream().map(BookingEvent.class::cast).findFirst();
                yield done.state()
                        .find(callId)
                        .or(() -> before.stream().findFirst())
                        .<Change>map(claim -> new Change.Done(claim, fact))
                        .orElseGet(() -> new Change.Refused(new Refusal.KnownAlready()));
            }
        };
    }
}
