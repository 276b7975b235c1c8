package throughline.booking.waiting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.Contact;

/**
 * Somebody on the list.
 *
 * @param callId of the request
 * @param request keyed hash of what was sent, by which a repetition is told from another request
 * @param wishes any of them; none means any time
 * @param intake the stored answers and the text about preferred times, if anything was written
 * @param followUp what was said about mails after the call, if anything
 * @param offered starts that were offered already and not taken
 * @param rounds how many offers there were, the present one included
 */
record Waiting(
        CallId callId,
        ClientId client,
        String request,
        String callType,
        ZoneId zone,
        List<Wish> wishes,
        Contact contact,
        @Nullable String intake,
        @Nullable Boolean followUp,
        Instant since,
        List<Instant> offered,
        int rounds,
        @Nullable Live offer) {

    /** An offer that is open: the time is held for this person alone until {@code expiresAt}. */
    record Live(CallId hold, Instant start, Instant end, Instant expiresAt) {}

    boolean fits(Instant start, Instant end) {
        return wishes.isEmpty() || wishes.stream().anyMatch(wish -> wish.fits(start, end, zone));
    }

    boolean isWaiting() {
        return offer == null;
    }

    Waiting offered(Live live) {
        return with(wishes, intake, contact, offered, rounds + 1, live);
    }

    /** The offer is over without being taken; the same start is not offered again. */
    Waiting passedOver() {
        Live live = offer;
        return live == null
                ? this
                : with(
                        wishes,
                        intake,
                        contact,
                        Stream.concat(offered.stream(), Stream.of(live.start()))
                                .distinct()
                                .toList(),
                        rounds,
                        null);
    }

    /** The same person asked again: what they say now counts, and they keep their place. */
    Waiting askedAgain(Waiting now) {
        return with(now.wishes, now.intake, now.contact, offered, rounds, offer);
    }

    /** The same person under the id their record was joined into. */
    Waiting of(ClientId other) {
        return new Waiting(
                callId, other, request, callType, zone, wishes, contact, intake, followUp, since, offered, rounds,
                offer);
    }

    private Waiting with(
            List<Wish> newWishes,
            @Nullable String newIntake,
            Contact newContact,
            List<Instant> newOffered,
            int newRounds,
            @Nullable Live newOffer) {
        return new Waiting(
                callId,
                client,
                request,
                callType,
                zone,
                newWishes,
                newContact,
                newIntake,
                followUp,
                since,
                newOffered,
                newRounds,
                newOffer);
    }
}
