package throughline.notification.enrollment;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.By;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallDeclined;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.ClientChanged;
import throughline.contract.booking.ClientErased;
import throughline.contract.booking.ClientsMerged;
import throughline.contract.booking.Outcome;
import throughline.contract.booking.PossibleDuplicateClient;
import throughline.contract.booking.RequestedTimeTaken;
import throughline.contract.booking.SlotOffered;
import throughline.contract.booking.SlotReleased;
import throughline.contract.booking.SpamSuspected;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;
import throughline.notification.contact.Calls;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.guard.MailBombGuard;
import throughline.notification.sequence.Sequences;

/** What happened to calls and clients, and what follows from it. Every effect is recognised when the event comes again. */
@Component
class CallEvents implements EventHandler<BookingEvent> {

    private final Clients clients;
    private final Calls calls;
    private final Starts starts;
    private final Enrollments enrollments;
    private final Sequences sequences;
    private final CallMails mails;
    private final Steering steering;
    private final MailBombGuard guard;
    private final Erasure erasure;
    private final Deliveries deliveries;
    private final Happenings happenings;

    CallEvents(
            Clients clients,
            Calls calls,
            Starts starts,
            Enrollments enrollments,
            Sequences sequences,
            CallMails mails,
            Steering steering,
            MailBombGuard guard,
            Erasure erasure,
            Deliveries deliveries,
            Happenings happenings) {
        this.clients = clients;
        this.calls = calls;
        this.starts = starts;
        this.enrollments = enrollments;
        this.sequences = sequences;
        this.mails = mails;
        this.steering = steering;
        this.guard = guard;
        this.erasure = erasure;
        this.deliveries = deliveries;
        this.happenings = happenings;
    }

    @Override
    public String group() {
        return "notification-calls";
    }

    @Override
    public Class<BookingEvent> reads() {
        return BookingEvent.class;
    }

    @Override
    public void on(BookingEvent event, Envelope envelope) {
        switch (event) {
            case CallRequested requested -> on(requested, envelope);
            case CallConfirmed confirmed -> on(confirmed, envelope);
            case CallDeclined declined -> on(declined, envelope);
            case CallRescheduled moved -> on(moved, envelope);
            case CallCancelled cancelled -> on(cancelled, envelope);
            case CallOutcomeRecorded outcome -> on(outcome, envelope);
            case ClientErased erased -> erasure.of(erased, envelope);
            case ClientChanged changed -> on(changed, envelope);
            case ClientsMerged merged -> on(merged, envelope);
            case SlotOffered offered -> on(offered, envelope);
            case RequestedTimeTaken taken -> on(taken, envelope);
            case SlotReleased ignored -> {}
            case PossibleDuplicateClient ignored -> {}
            case SpamSuspected ignored -> {}
        }
    }

    private void on(CallRequested event, Envelope envelope) {
        clients.learn(event, envelope.id().toString());
        calls.on(event);
        clients.find(event.clientId())
                .ifPresent(client -> steering.rezone(client.id(), client.zone(), Cause.of(envelope, "zone")));
        follow(event, event.clientId(), event.callId(), envelope);
        about(event.clientId(), event.callId()).ifPresent(known -> {
            if (event.state() == CallRequested.State.CONFIRMED) {
                mails.booked(known.client(), known.call(), sequenceOf(event.calendar()), envelope);
            } else {
                mails.requested(known.client(), known.call(), envelope);
            }
        });
    }

    private void on(CallConfirmed event, Envelope envelope) {
        KnownClient client = clients.find(event.clientId()).orElse(null);
        if (client != null && isStillRequested(event.callId())) {
            guard.vouch(client.email(), event.callId().value());
        }
        calls.on(event);
        follow(event, event.clientId(), event.callId(), envelope);
        KnownCall call = calls.find(event.callId()).orElse(null);
        EventFields asBooked = EventFields.named("CallRequested", "state", CallRequested.State.CONFIRMED.name());
        starts.start(event.clientId(), client, call, event.callId(), asBooked, envelope);
    }

    private boolean isStillRequested(CallId call) {
        return calls.find(call)
                .filter(known -> known.state() == KnownCall.State.REQUESTED)
                .isPresent();
    }

    private static int sequenceOf(@Nullable CalendarEntry calendar) {
        return calendar == null ? -1 : calendar.sequence();
    }

    private void on(CallDeclined event, Envelope envelope) {
        calls.on(event);
        follow(event, event.clientId(), event.callId(), envelope);
        about(event.clientId(), event.callId())
                .ifPresent(known -> mails.declined(known.client(), known.call(), envelope));
    }

    private void on(SlotOffered event, Envelope envelope) {
        about(event.clientId(), event.callId())
                .ifPresent(known -> mails.offered(known.client(), known.call(), event, envelope));
    }

    private void on(RequestedTimeTaken event, Envelope envelope) {
        about(event.clientId(), event.callId())
                .ifPresent(known -> mails.timeTaken(known.client(), known.call(), event, envelope));
    }

    private void on(CallRescheduled event, Envelope envelope) {
        calls.on(event);
        actedIfClient(event.clientId(), event.by());
        follow(event, event.clientId(), event.callId(), envelope);
        about(event.clientId(), event.callId()).ifPresent(known -> {
            KnownCall call = known.call();
            boolean newest =
                    call.sequence() == event.calendar().sequence() && call.state() == KnownCall.State.CONFIRMED;
            Instant start = call.start();
            if (newest && start != null) {
                enrollments.ofClient(event.clientId()).stream()
                        .filter(run -> event.callId().equals(run.state().callId()))
                        .forEach(run -> move(run, start, envelope));
                mails.moved(known.client(), call, event.calendar().sequence(), envelope);
            }
        });
    }

    private void move(Stored<Enrollment> run, Instant start, Envelope envelope) {
        Enrollment before = run.state();
        sequences
                .version(before.sequence(), before.version())
                .ifPresent(version -> enrollments
                        .move(run, version, start, envelope.time(), Cause.of(envelope, "move:" + run.id()))
                        .ifPresent(moved -> steering.tellLeftOut(
                                new EnrollmentId(run.id()), before.passed().size(), moved, version)));
    }

    private void on(CallCancelled event, Envelope envelope) {
        calls.on(event);
        actedIfClient(event.clientId(), event.by());
        String id = envelope.id().toString();
        enrollments.endAll(
                event.clientId(),
                run -> event.callId().equals(run.callId())
                        && run.triggerId().compareTo(id) < 0 // what the cancellation itself has started goes on
                        && !run.triggerEvent().equals("CallOutcomeRecorded"),
                "cancelled",
                Cause.of(envelope, "cancel"));
        follow(event, event.clientId(), event.callId(), envelope);
        about(event.clientId(), event.callId())
                .ifPresent(
                        known -> mails.cancelled(known.client(), known.call(), sequenceOf(event.calendar()), envelope));
    }

    /** A correction takes back what the wrong outcome had planned, and the right one begins. */
    private void on(CallOutcomeRecorded event, Envelope envelope) {
        boolean newest = calls.on(event);
        if (!newest) {
            return;
        }
        if (event.outcome() != Outcome.NO_SHOW && event.outcome() != Outcome.OTHER) {
            acted(event.clientId()); // somebody was met there
        }
        String id = envelope.id().toString();
        enrollments.endAll(
                event.clientId(),
                run -> event.callId().equals(run.callId())
                        && run.triggerEvent().equals("CallOutcomeRecorded")
                        && !run.triggerId().equals(id),
                "outcome_corrected",
                Cause.of(envelope, "correct"));
        follow(event, event.clientId(), event.callId(), envelope);
    }

    /** Whoever uses the link of a call has read our mail. */
    private void actedIfClient(ClientId client, By by) {
        if (by == By.CLIENT) {
            acted(client);
        }
    }

    private void acted(ClientId client) {
        clients.find(client).ifPresent(known -> guard.actedAt(known.address()));
    }

    /** What comes next is due by the clock of the zone that is right. */
    private void on(ClientChanged event, Envelope envelope) {
        clients.learn(event, envelope.id().toString());
        clients.find(event.clientId()) // told again, an older correction is not what holds now
                .ifPresent(client -> steering.rezone(client.id(), client.zone(), Cause.of(envelope, "zone")));
    }

    /** Everything of the one goes on under the id of the other. */
    private void on(ClientsMerged event, Envelope envelope) {
        clients.learn(event, envelope.id().toString());
        calls.handOver(event.merged(), event.clientId());
        enrollments.handOver(event.merged(), event.clientId());
        deliveries.handOver(event.merged(), event.clientId());
        happenings.handOver(event.merged(), event.clientId());
    }

    /** Goals first: an event may end one run and start the next. */
    private void follow(BookingEvent event, ClientId client, CallId callId, Envelope envelope) {
        EventFields fields = EventFields.of(event);
        clients.happened(client, fields.name(), envelope.id().toString());
        starts.reachGoals(client, fields.name(), envelope);
        starts.start(
                client, clients.find(client).orElse(null), calls.find(callId).orElse(null), callId, fields, envelope);
    }

    private record Known(KnownClient client, KnownCall call) {}

    private Optional<Known> about(ClientId client, CallId call) {
        return clients.find(client).flatMap(c -> calls.find(call).map(k -> new Known(c, k)));
    }
}
