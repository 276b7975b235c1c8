package throughline.booking.waiting;

import org.springframework.stereotype.Component;
import throughline.booking.calendar.Calendars;
import throughline.booking.client.Clients;
import throughline.booking.client.Consents;
import throughline.booking.intake.Intakes;
import throughline.booking.waiting.WaitingList.Freed;
import throughline.booking.waiting.WaitingList.How;
import throughline.contract.PractitionerId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallDeclined;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.ClientChanged;
import throughline.contract.booking.ClientErased;
import throughline.contract.booking.ClientsMerged;
import throughline.contract.booking.PossibleDuplicateClient;
import throughline.contract.booking.RequestedTimeTaken;
import throughline.contract.booking.SlotOffered;
import throughline.contract.booking.SlotReleased;
import throughline.contract.booking.SpamSuspected;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;

/** What the waiting lists learn from events: time that became free, people who found a time by themselves, people to be forgotten. */
@Component
class WaitingFacts implements EventHandler<BookingEvent> {

    private final WaitingLists lists;
    private final WaitingRound round;
    private final Clients clients;
    private final Consents consents;
    private final Intakes intakes;
    private final Calendars calendars;

    WaitingFacts(
            WaitingLists lists,
            WaitingRound round,
            Clients clients,
            Consents consents,
            Intakes intakes,
            Calendars calendars) {
        this.lists = lists;
        this.round = round;
        this.clients = clients;
        this.consents = consents;
        this.intakes = intakes;
        this.calendars = calendars;
    }

    @Override
    public String group() {
        return "booking-waiting";
    }

    @Override
    public Class<BookingEvent> reads() {
        return BookingEvent.class;
    }

    @Override
    public void on(BookingEvent event, Envelope envelope) {
        switch (event) {
            case CallRequested requested when requested.start() == null -> asked(requested, envelope);
            case CallRequested booked -> booked(booked, envelope);
            case SlotReleased released -> released(released, envelope);
            case ClientErased erased -> erased(erased, envelope);
            case CallConfirmed ignored -> {}
            case CallDeclined ignored -> {}
            case CallRescheduled ignored -> {}
            case CallCancelled ignored -> {}
            case CallOutcomeRecorded ignored -> {}
            case SlotOffered ours -> {}
            case RequestedTimeTaken ignored -> {}
            case PossibleDuplicateClient ignored -> {}
            case SpamSuspected ignored -> {}
            case ClientChanged ignored -> {}
            case ClientsMerged merged -> merged(merged, envelope);
        }
    }

    /** Whatever a crash kept from being written after the list is written here. */
    private void asked(CallRequested fact, Envelope envelope) {
        lists.of(fact.practitionerId()).find(fact.callId()).ifPresent(person -> {
            intakes.keep(person.intake());
            clients.booked(
                    fact,
                    consents.followUp(person.followUp(), envelope.time(), fact.callId()),
                    Cause.of(envelope, "waiting-client"));
        });
    }

    private void booked(CallRequested call, Envelope envelope) {
        WaitingRules.ofClient(lists.of(call.practitionerId()), call.clientId(), call.callType())
                .ifPresent(person -> {
                    intakes.givingUp(person.intake());
                    lists.change(
                            call.practitionerId(),
                            Cause.of(envelope, "waiting-booked"),
                            list -> WaitingRules.leave(
                                    list, person.callId(), How.BOOKED_OTHERWISE, call.callId(), null));
                    intakes.drop(person.intake());
                    giveBack(call.practitionerId(), person);
                });
    }

    private void released(SlotReleased event, Envelope envelope) {
        if (!lists.of(event.practitionerId()).people().isEmpty()) {
            lists.change(
                    event.practitionerId(),
                    Cause.of(envelope, "waiting-freed"),
                    list -> WaitingRules.freed(list, new Freed(event.start(), event.end())));
            round.wake();
        }
    }

    /** Whoever waits goes on waiting, under the id they are reached by now. */
    private void merged(ClientsMerged event, Envelope envelope) {
        for (PractitionerId practitioner : lists.waitingFor(event.merged())) {
            lists.change(
                    practitioner,
                    Cause.of(envelope, "waiting-merged"),
                    list -> WaitingRules.handOver(list, event.merged(), event.clientId()));
        }
    }

    private void erased(ClientErased event, Envelope envelope) {
        for (PractitionerId practitioner : lists.waitingFor(event.clientId())) {
            WaitingList before = lists.of(practitioner);
            before.people().stream()
                    .filter(person -> person.client().equals(event.clientId()))
                    .forEach(person -> intakes.givingUp(person.intake()));
            lists.change(
                    practitioner,
                    Cause.of(envelope, "waiting-erased"),
                    list -> WaitingRules.forget(list, event.clientId()));
            before.people().stream()
                    .filter(person -> person.client().equals(event.clientId()))
                    .forEach(person -> {
                        intakes.drop(person.intake());
                        giveBack(practitioner, person);
                    });
        }
    }

    private void giveBack(PractitionerId practitioner, Waiting person) {
        Waiting.Live live = person.offer();
        if (live != null) {
            calendars.unhold(practitioner, live.hold());
        }
        round.wake();
    }
}
