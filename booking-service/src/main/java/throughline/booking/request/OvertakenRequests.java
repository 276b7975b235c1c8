package throughline.booking.request;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import throughline.booking.busy.BusyCalendars;
import throughline.booking.calendar.Claim;
import throughline.booking.calendar.Offer;
import throughline.booking.calendar.Overtaken;
import throughline.booking.call.ManageLinks;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.client.Clients;
import throughline.booking.practitioner.Practitioners;
import throughline.contract.ClientId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.RequestedTimeTaken;

/** Whoever asked for a time that another call has got is told so, with three others; the request itself stays open. */
@Component
class OvertakenRequests implements Overtaken {

    private final CallTypes callTypes;
    private final Practitioners practitioners;
    private final BusyCalendars busy;
    private final ManageLinks links;
    private final Clients clients;

    OvertakenRequests(
            CallTypes callTypes, Practitioners practitioners, BusyCalendars busy, ManageLinks links, Clients clients) {
        this.callTypes = callTypes;
        this.practitioners = practitioners;
        this.busy = busy;
        this.links = links;
        this.clients = clients;
    }

    @Override
    public Offer offer(Claim request) {
        CallType type = callTypes
                .ever(request.callType())
                .orElseThrow(() -> new IllegalStateException("a claim is of a type that never was"));
        return new Offer(
                type.practitioner(),
                type.rules(),
                practitioners
                        .find(type.practitioner())
                        .orElseThrow(() -> new IllegalStateException("a call type names nobody"))
                        .availability(),
                busy.busy(type.practitioner()));
    }

    @Override
    public BookingEvent fact(Claim request, List<Instant> alternatives) {
        ClientId asked = Objects.requireNonNull(request.client(), "a request is somebody's");
        return new RequestedTimeTaken(
                request.callId(),
                clients.lead(asked)
                        .map(Clients.Found::id)
                        .orElse(asked), // their record may have been joined into another
                request.start(),
                alternatives,
                links.page(request.callId(), request.generation()));
    }
}
