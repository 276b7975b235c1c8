package throughline.notification.enrollment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.booking.RequestedTimeTaken;
import throughline.contract.booking.SlotOffered;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.contact.MailValues;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.guard.MailBombGuard;
import throughline.notification.message.CalendarPart;
import throughline.notification.message.MailTimes;
import throughline.notification.sequence.MailTexts;
import throughline.service.PracticeSettings;

/**
 * Mails that a change of a call leads to at once: the new invitation, the cancellation, the answer to a request, and the
 * practitioner's copy of each. Their ids come from the call and the calendar SEQUENCE that the event itself carries, and name the
 * reader by what they are to the call: an event told again when the call was moved or the address corrected since is the same
 * mail.
 */
@Component
class CallMails {

    /** The recipient of the practitioner's copies, in the words of the events. */
    private static final ClientId PRACTICE = new ClientId("practice");

    private static final String CLIENT = "client";
    /** Before a call has a time of its own. */
    private static final int NO_SEQUENCE = -1;

    private static final String CHANGE = "change";

    private final Deliveries deliveries;
    private final MailValues values;
    private final Invitations invitations;
    private final MailBombGuard guard;
    private final PracticeSettings practice;
    private final Clock clock;

    CallMails(
            Deliveries deliveries,
            MailValues values,
            Invitations invitations,
            MailBombGuard guard,
            PracticeSettings practice,
            Clock clock) {
        this.deliveries = deliveries;
        this.values = values;
        this.invitations = invitations;
        this.guard = guard;
        this.practice = practice;
        this.clock = clock;
    }

    /** The client's confirmation is a step of a sequence; here goes only the copy. */
    void booked(KnownClient client, KnownCall call, int sequence, Envelope event) {
        deliveries.plan(List.of(copy("booked", client, call, sequence, CalendarPart.Method.REQUEST, event)));
    }

    void requested(KnownClient client, KnownCall call, Envelope event) {
        String text = call.start() == null ? "waiting" : "request";
        PlannedMail answer = toClient("request", text, client, call, NO_SEQUENCE, null, event);
        boolean planned =
                deliveries.find(answer.id()).isPresent(); // told again, it counts for the guard no second time
        if (planned || guard.admits(client.email(), call.id().value())) {
            deliveries.plan(List.of(answer));
        } else {
            deliveries.leaveOut(List.of(new Deliveries.LeftOut(answer, MailBombGuard.TOO_MANY)));
        }
        deliveries.plan(List.of(copy("requested", client, call, NO_SEQUENCE, null, event)));
    }

    void declined(KnownClient client, KnownCall call, Envelope event) {
        String text = call.start() == null ? "no-longer-waiting" : "declined";
        deliveries.plan(List.of(toClient("declined", text, client, call, NO_SEQUENCE, null, event)));
    }

    /** A time that has become free, for somebody on the waiting list. Each offer is told once. */
    void offered(KnownClient client, KnownCall call, SlotOffered offer, Envelope event) {
        Map<String, String> filled = new HashMap<>(values.forClient(client, call));
        filled.put("offer.date", MailTimes.date(offer.start(), offer.zone()));
        filled.put("offer.day", MailTimes.day(offer.start(), offer.zone()));
        filled.put("offer.time", MailTimes.time(offer.start(), offer.zone()));
        filled.put("offer.hours", MailTimes.span(offer.start(), offer.end(), offer.zone()));
        filled.put("offer.link", offer.link());
        filled.put("offer.until", until(offer));
        deliveries.plan(List.of(mail(
                "offer",
                offer.start() + " " + offer.expiresAt(),
                "call/offer",
                client.id(),
                client.email(),
                client.name(),
                filled,
                call,
                NO_SEQUENCE,
                null,
                event)));
    }

    private static String until(SlotOffered offer) {
        return MailTimes.day(offer.expiresAt(), offer.zone()) + ", " + MailTimes.time(offer.expiresAt(), offer.zone());
    }

    /** The time somebody asked for has gone to another call: told at once, with times close to it. */
    void timeTaken(KnownClient client, KnownCall call, RequestedTimeTaken taken, Envelope event) {
        Map<String, String> filled = new HashMap<>(values.forClient(client, call));
        filled.put("taken.day", MailTimes.day(taken.start(), call.zone()));
        filled.put("taken.time", MailTimes.time(taken.start(), call.zone()));
        filled.put("call.manageLink", taken.manageLink());
        for (int i = 0; i < taken.alternatives().size(); i++) {
            Instant other = taken.alternatives().get(i);
            filled.put(
                    "other." + (i + 1), MailTimes.day(other, call.zone()) + ", " + MailTimes.time(other, call.zone()));
        }
        String text = taken.alternatives().size() == 3 ? "call/time-taken" : "call/time-taken-few";
        deliveries.plan(List.of(mail(
                "request",
                "taken " + taken.start(),
                text,
                client.id(),
                client.email(),
                client.name(),
                filled,
                call,
                NO_SEQUENCE,
                null,
                event)));
    }

    void moved(KnownClient client, KnownCall call, int sequence, Envelope event) {
        withdrawEarlierChanges(call, sequence);
        deliveries.plan(List.of(
                toClient(CHANGE, "change", client, call, sequence, CalendarPart.Method.REQUEST, event),
                copy("moved", client, call, sequence, CalendarPart.Method.REQUEST, event)));
    }

    void cancelled(KnownClient client, KnownCall call, int sequence, Envelope event) {
        withdrawEarlierChanges(call, sequence);
        if (call.start() == null) {
            return;
        }
        deliveries.plan(List.of(
                toClient("cancellation", "cancellation", client, call, sequence, CalendarPart.Method.CANCEL, event),
                copy("canceled", client, call, sequence, CalendarPart.Method.CANCEL, event)));
    }

    /** An invitation that still waits would put the call back to where it was. */
    private void withdrawEarlierChanges(KnownCall call, int sequence) {
        for (int earlier = Math.max(0, sequence - 3); earlier < sequence; earlier++) {
            deliveries.skip(Deliveries.id(CHANGE, call.id().value(), "", CLIENT, earlier), "stale");
        }
    }

    private PlannedMail toClient(
            String purpose,
            String text,
            KnownClient client,
            KnownCall call,
            int sequence,
            CalendarPart.@Nullable Method method,
            Envelope event) {
        return mail(
                purpose,
                "",
                "call/" + text,
                client.id(),
                client.email(),
                client.name(),
                values.forClient(client, call),
                call,
                sequence,
                method,
                event);
    }

    private PlannedMail copy(
            String kind,
            KnownClient client,
            KnownCall call,
            int sequence,
            CalendarPart.@Nullable Method method,
            Envelope event) {
        return mail(
                "copy",
                kind,
                "call/copy-" + kind,
                PRACTICE,
                practice.mailFrom(),
                practice.practitioner(),
                values.forPractice(client, call),
                call,
                sequence,
                method,
                event);
    }

    private PlannedMail mail(
            String purpose,
            String step,
            String text,
            ClientId recipient,
            String to,
            String toName,
            Map<String, String> filled,
            KnownCall call,
            int sequence,
            CalendarPart.@Nullable Method method,
            Envelope event) {
        List<String> why = new ArrayList<>(List.of(purpose));
        if (!step.isEmpty()) {
            why.add(step);
        }
        return new PlannedMail(
                recipient.equals(PRACTICE)
                        ? copyId(call.id(), step, sequence)
                        : Deliveries.id(purpose, call.id().value(), step, CLIENT, sequence),
                recipient,
                purpose,
                DeliveryClass.MUST_ARRIVE,
                Lane.TRANSACTIONAL,
                to,
                toName,
                clock.instant(),
                MailTexts.named(text),
                filled,
                method == null ? null : invitations.of(call, method),
                null,
                null,
                event.id().toString(),
                String.join(", ", why) + ": at once, when the call changed",
                Cause.of(event, "mail:" + purpose + step));
    }

    /** The id of the practitioner's copy of a change. */
    static DeliveryId copyId(CallId call, String kind, int sequence) {
        return Deliveries.id("copy", call.value(), kind, PRACTICE.value(), sequence);
    }
}
