package throughline.booking.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Claim;
import throughline.booking.client.Client;
import throughline.booking.client.Clients;
import throughline.booking.client.Consents;
import throughline.booking.client.Duplicates;
import throughline.booking.intake.Intakes;
import throughline.contract.ClientId;
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

/** The calendar's facts as they come back: whatever a crash kept from being written after the calendar is written here. */
@Component
class CallFacts implements EventHandler<BookingEvent> {

    private final Calls calls;
    private final Clients clients;
    private final Intakes intakes;
    private final Calendars calendars;
    private final Consents consents;
    private final Duplicates duplicates;

    CallFacts(
            Calls calls,
            Clients clients,
            Intakes intakes,
            Calendars calendars,
            Consents consents,
            Duplicates duplicates) {
        this.calls = calls;
        this.clients = clients;
        this.intakes = intakes;
        this.calendars = calendars;
        this.consents = consents;
        this.duplicates = duplicates;
    }

    @Override
    public String group() {
        return "booking-calls";
    }

    @Override
    public Class<BookingEvent> reads() {
        return BookingEvent.class;
    }

    @Override
    public void on(BookingEvent event, Envelope envelope) {
        switch (event) {
            case CallRequested requested -> requested(requested, envelope);
            case CallConfirmed confirmed -> heard(confirmed, envelope);
            case CallDeclined declined -> heard(declined, envelope);
            case CallRescheduled rescheduled -> heard(rescheduled, envelope);
            case CallCancelled cancelled -> heard(cancelled, envelope);
            case CallOutcomeRecorded ours -> {}
            case SlotReleased waiting -> {}
            case SlotOffered waiting -> {}
            case RequestedTimeTaken told -> {}
            case ClientErased ours -> {}
            case PossibleDuplicateClient ours -> {}
            case SpamSuspected ours -> {}
            case ClientChanged ours -> {}
            case ClientsMerged ours -> {}
        }
    }

    private void requested(CallRequested fact, Envelope envelope) {
        if (fact.start() == null) {
            return;
        }
        Optional<Claim> claim = calendars.find(fact.practitionerId(), fact.callId());
        claim.ifPresent(c -> intakes.keep(c.intake()));
        @Nullable Boolean said = claim.map(Claim::followUp).orElse(null);
        clients.booked(fact, consents.followUp(said, envelope.time(), fact.callId()), Cause.of(envelope, "client"));
        calls.heard(fact, envelope.time(), claim.map(Claim::request).orElse(null), Cause.of(envelope, "call"));
        duplicates.look(fact.clientId(), Cause.of(envelope, "alike"));
        clients.find(fact.clientId())
                .filter(client -> !client.isSomebody())
                .ifPresent(client -> late(fact.clientId(), client, envelope));
    }

    /** The booking was under way while its client was erased or joined into another: that happens once more, for this call too. */
    private void late(ClientId id, Client client, Envelope envelope) {
        ClientId into = client.mergedInto();
        if (into == null) {
            clients.erase(id, envelope.id().toString(), Cause.of(envelope, "erase"));
        } else {
            clients.join(into, id, Cause.of(envelope, "join"));
        }
    }

    private void heard(BookingEvent fact, Envelope envelope) {
        calls.heard(fact, envelope.time(), null, Cause.of(envelope, "call"));
    }
}
