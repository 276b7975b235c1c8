package throughline.contract.booking;

import throughline.contract.Event;

/** What booking-service publishes. */
public sealed interface BookingEvent extends Event
        permits CallRequested,
                CallConfirmed,
                CallDeclined,
                CallRescheduled,
                CallCancelled,
                CallOutcomeRecorded,
                SlotReleased,
                SlotOffered,
                RequestedTimeTaken,
                ClientErased,
                PossibleDuplicateClient,
                SpamSuspected,
                ClientChanged,
                ClientsMerged {}
