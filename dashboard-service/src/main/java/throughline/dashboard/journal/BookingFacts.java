package throughline.dashboard.journal;

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
import throughline.contract.booking.Source;
import throughline.contract.booking.SpamSuspected;

/** What is kept of booking's events. Reasons people typed stay where they are. */
final class BookingFacts {

    private BookingFacts() {}

    static Facts of(BookingEvent event) {
        return switch (event) {
            case CallRequested e -> requested(e);
            case CallConfirmed e ->
                Facts.about(e.clientId()).thing("call", e.callId()).code("by", e.by());
            case CallDeclined e ->
                Facts.about(e.clientId()).thing("call", e.callId()).code("by", e.by());
            case CallRescheduled e ->
                Facts.about(e.clientId())
                        .thing("call", e.callId())
                        .code("by", e.by())
                        .time("from", e.from())
                        .time("start", e.to())
                        .time("end", e.end());
            case CallCancelled e ->
                Facts.about(e.clientId())
                        .thing("call", e.callId())
                        .code("by", e.by())
                        .time("start", e.start());
            case CallOutcomeRecorded e ->
                Facts.about(e.clientId())
                        .thing("call", e.callId())
                        .code("outcome", e.outcome())
                        .code("corrects", e.corrects())
                        .number("revision", e.revision());
            case SlotReleased e ->
                Facts.none()
                        .thing("practitioner", e.practitionerId())
                        .code("callType", e.callType())
                        .time("start", e.start())
                        .time("end", e.end());
            case SlotOffered e ->
                Facts.about(e.clientId())
                        .thing("call", e.callId())
                        .code("callType", e.callType())
                        .time("start", e.start())
                        .time("end", e.end());
            case RequestedTimeTaken e ->
                Facts.about(e.clientId()).thing("call", e.callId()).time("start", e.start());
            case ClientErased e -> Facts.about(e.clientId()).thing("receipt", e.receipt());
            case ClientChanged e -> Facts.about(e.clientId());
            case ClientsMerged e -> Facts.about(e.clientId()).and(e.merged());
            case PossibleDuplicateClient e ->
                Facts.about(e.clientId()).and(e.other()).code("reason", e.reason());
            case SpamSuspected e -> Facts.none().thing("form", e.formId()).code("reason", e.reason());
        };
    }

    private static Facts requested(CallRequested e) {
        Facts facts = Facts.about(e.clientId())
                .thing("call", e.callId())
                .thing("practitioner", e.practitionerId())
                .code("callType", e.callType())
                .code("state", e.state())
                .time("start", e.start())
                .time("end", e.end())
                .yes("followUp", e.followUp());
        Source source = e.source();
        if (source != null) {
            facts.thing("article", source.article()).code("callToAction", source.callToAction());
        }
        return facts;
    }
}
