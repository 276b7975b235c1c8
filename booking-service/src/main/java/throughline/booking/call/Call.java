package throughline.booking.call;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;
import throughline.contract.booking.Outcome;
import throughline.contract.booking.Source;

/**
 * A call.
 *
 * @param contact as given with the booking; the client's own record may say something else by now
 * @param source absent if unknown
 * @param entry its calendar entry; the sequence is that of the newest change taken note of
 * @param generation of the manage link that is valid
 * @param heard the newest sequence that came back from Kafka; before all are heard nothing that comes after them is told
 * @param asked what the booking was answered with
 * @param request keyed hash of the request; absent if it is no longer known
 * @param closedBecause what staff wrote to the client when they declined or cancelled it
 */
public record Call(
        PractitionerId practitioner,
        String practitionerName,
        String callType,
        String callTypeName,
        ClientId client,
        State state,
        Instant start,
        Instant end,
        ZoneId zone,
        Contact contact,
        boolean followUp,
        Location location,
        @Nullable Source source,
        CalendarEntry entry,
        int generation,
        int heard,
        Asked asked,
        @Nullable String request,
        @Nullable String closedBecause,
        @Nullable Recorded outcome,
        @Nullable Recorded told) {

    /** Where a call stands; what became of a held one is its outcome. */
    public enum State {
        REQUESTED,
        CONFIRMED,
        CANCELLED,
        DECLINED
    }

    /** What the booking was answered with; a repetition is answered the same. */
    public record Asked(Instant at, Instant start, Instant end, State state) {}

    /** How it went; {@code revision} counts corrections, from 1. */
    public record Recorded(Outcome outcome, int revision, Instant at) {}

    /** A call as it begins. */
    public static Call of(CallRequested fact, Instant at, @Nullable String request) {
        Instant start = required(fact.start());
        Instant end = required(fact.end());
        CalendarEntry entry = fact.calendar();
        if (entry == null) {
            throw new IllegalArgumentException("a call with a time has a calendar entry");
        }
        State state = fact.state() == CallRequested.State.CONFIRMED ? State.CONFIRMED : State.REQUESTED;
        return new Call(
                fact.practitionerId(),
                fact.practitionerName(),
                fact.callType(),
                fact.callTypeName(),
                fact.clientId(),
                state,
                start,
                end,
                fact.zone(),
                fact.contact(),
                fact.followUp(),
                fact.location(),
                fact.source(),
                entry,
                0,
                -1,
                new Asked(at, start, end, state),
                request,
                null,
                null,
                null);
    }

    private static Instant required(@Nullable Instant instant) {
        if (instant == null) {
            throw new IllegalArgumentException("a call in the calendar has a time");
        }
        return instant;
    }

    public boolean isOpen() {
        return state == State.REQUESTED || state == State.CONFIRMED;
    }

    Call confirmed(CalendarEntry newer) {
        return with(State.CONFIRMED, start, end, newer, generation, closedBecause);
    }

    Call moved(Instant to, Instant newEnd, CalendarEntry newer, int newGeneration) {
        return with(state, to, newEnd, newer, newGeneration, closedBecause);
    }

    Call closed(State closed, CalendarEntry newer, @Nullable String because) {
        return with(closed, start, end, newer, generation, because);
    }

    private Call with(
            State newState,
            Instant newStart,
            Instant newEnd,
            CalendarEntry newEntry,
            int newGeneration,
            @Nullable String because) {
        return new Call(
                practitioner,
                practitionerName,
                callType,
                callTypeName,
                client,
                newState,
                newStart,
                newEnd,
                zone,
                contact,
                followUp,
                location,
                source,
                newEntry,
                newGeneration,
                heard,
                asked,
                request,
                because,
                outcome,
                told);
    }

    /** The same call of the record its client's was joined into. */
    Call of(ClientId other) {
        return personal(other, contact, request, closedBecause);
    }

    /** Whether who it was with has been erased. */
    public boolean isAnonymous() {
        return contact.email().isEmpty();
    }

    /** That a call took place stays; who it was with does not. */
    Call anonymous() {
        return personal(client, new Contact("", "", null, contact.locale()), null, null);
    }

    private Call personal(
            ClientId newClient, Contact newContact, @Nullable String newRequest, @Nullable String newBecause) {
        return new Call(
                practitioner,
                practitionerName,
                callType,
                callTypeName,
                newClient,
                state,
                start,
                end,
                zone,
                newContact,
                followUp,
                location,
                source,
                entry,
                generation,
                heard,
                asked,
                newRequest,
                newBecause,
                outcome,
                told);
    }

    Call heard(int sequence) {
        return withOutcome(Math.max(heard, sequence), outcome, told);
    }

    Call recorded(Recorded now) {
        return withOutcome(heard, now, told);
    }

    Call toldOf(@Nullable Recorded recorded) {
        return withOutcome(heard, outcome, recorded);
    }

    private Call withOutcome(int nowHeard, @Nullable Recorded newOutcome, @Nullable Recorded newTold) {
        return new Call(
                practitioner,
                practitionerName,
                callType,
                callTypeName,
                client,
                state,
                start,
                end,
                zone,
                contact,
                followUp,
                location,
                source,
                entry,
                generation,
                nowHeard,
                asked,
                request,
                closedBecause,
                newOutcome,
                newTold);
    }
}
