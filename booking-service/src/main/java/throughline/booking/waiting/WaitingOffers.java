package throughline.booking.waiting;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.Written;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Claim;
import throughline.booking.calendar.Offer;
import throughline.booking.calendar.Refusal;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.request.Offers;
import throughline.booking.slot.Slots;
import throughline.booking.waiting.WaitingList.Freed;
import throughline.booking.waiting.WaitingRules.Next;
import throughline.booking.waiting.WaitingRules.No;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.SlotOffered;
import throughline.event.Cause;

/**
 * Offers what became free, to one person at a time:
 *
 * <ol>
 *   <li>The list says who is first for whom it fits.
 *   <li>The calendar holds the time for them. The hold's id follows from person and round, so two instances ask for the same
 *       one, and doing it again after a crash changes nothing. Refused, somebody else has taken the time.
 *   <li>The list writes the offer down and carries {@code SlotOffered} in the same write. Refused, because the person has left
 *       meanwhile, the hold is given back and the time looked at again.
 * </ol>
 *
 * What became free stays on the list until nobody fits any more, so a crash between two steps is made good by the next look.
 */
@Component
class WaitingOffers {

    private static final int AT_ONCE = 50;
    private static final Logger log = LoggerFactory.getLogger(WaitingOffers.class);

    private final WaitingLists lists;
    private final WaitingLinks links;
    private final CallTypes callTypes;
    private final Offers offers;
    private final Calendars calendars;
    private final WaitingSettings settings;
    private final Clock clock;

    WaitingOffers(
            WaitingLists lists,
            WaitingLinks links,
            CallTypes callTypes,
            Offers offers,
            Calendars calendars,
            WaitingSettings settings,
            Clock clock) {
        this.lists = lists;
        this.links = links;
        this.callTypes = callTypes;
        this.offers = offers;
        this.calendars = calendars;
        this.settings = settings;
        this.clock = clock;
    }

    /** Passes on what ran out, and offers what is free. */
    void work(PractitionerId practitioner) {
        lists.change(practitioner, Cause.command(), list -> WaitingRules.runOut(list, clock.instant()));
        for (int i = 0; i < AT_ONCE; i++) {
            WaitingList list = lists.of(practitioner);
            if (list.freed().isEmpty()) {
                return;
            }
            Freed freed = list.freed().getFirst();
            Optional<Next> next = next(list, freed);
            if (next.isEmpty()) {
                lists.change(practitioner, Cause.command(), l -> WaitingRules.lookedAt(l, freed));
            } else {
                offer(practitioner, next.get().person(), next.get().start());
            }
        }
    }

    private Optional<Next> next(WaitingList list, Freed freed) {
        Map<String, List<Instant>> starts = new HashMap<>();
        return WaitingRules.next(
                list,
                type -> starts.computeIfAbsent(type, t -> starts(t, freed)),
                (person, start) -> callTypes
                        .find(person.callType())
                        .filter(type ->
                                person.fits(start, start.plus(type.rules().duration())))
                        .isPresent());
    }

    /** Free starts whose call overlaps what became free, with enough time left to think. */
    private List<Instant> starts(String callType, Freed freed) {
        Optional<CallType> type = callTypes.find(callType);
        Instant now = clock.instant();
        if (type.isEmpty() || !freed.start().isAfter(now)) {
            return List.of();
        }
        Slots slots = offers.slots(offers.of(type.get()));
        LocalDate first = LocalDate.ofInstant(freed.start(), ZoneOffset.UTC).minusDays(1);
        LocalDate last = LocalDate.ofInstant(freed.end(), ZoneOffset.UTC);
        return slots.offered(first, last, ZoneOffset.UTC).stream()
                .filter(start -> start.isBefore(freed.end())
                        && start.plus(type.get().rules().duration()).isAfter(freed.start()))
                .filter(start -> !until(type.get(), start, now).isBefore(now.plus(settings.least())))
                .toList();
    }

    /** Never beyond the notice the call needs: until then the offer can be taken. */
    private Instant until(CallType type, Instant start, Instant now) {
        Instant latest = start.minus(type.notice());
        Instant usual = now.plus(settings.offer());
        return usual.isBefore(latest) ? usual : latest;
    }

    /**
     * Holds a time for somebody and tells them.
     *
     * @return why it could not be, if it could not
     */
    Optional<Refusal> offer(PractitionerId practitioner, Waiting person, Instant start) {
        Instant now = clock.instant();
        CallType type = callTypes.find(person.callType()).orElseThrow();
        Offer rules = offers.of(type);
        int round = person.rounds() + 1;
        CallId hold = holdOf(person.callId(), round, start);
        return switch (calendars.hold(hold, rules, start, until(type, start, now))) {
            case Calendars.Change.Refused(Refusal why) -> Optional.of(why);
            case Calendars.Change.Done(Claim claim, var told) -> {
                Waiting.Live live = new Waiting.Live(
                        hold,
                        claim.start(),
                        claim.end(),
                        claim.expiresAt() == null ? until(type, start, now) : claim.expiresAt());
                SlotOffered fact = new SlotOffered(
                        person.callId(),
                        person.client(),
                        practitioner,
                        person.callType(),
                        live.start(),
                        live.end(),
                        person.zone(),
                        links.page(person.callId(), practitioner),
                        live.expiresAt());
                Written<WaitingList, No> written = lists.change(
                        practitioner,
                        Cause.command("offer:" + hold),
                        list -> WaitingRules.offer(list, person.callId(), round, live, fact));
                if (written instanceof Written.Refused<WaitingList, No>) {
                    calendars.unhold(practitioner, hold);
                    // while it was held, another instance may have taken it for gone: it is looked at again
                    Freed again = new Freed(live.start(), live.end());
                    lists.change(practitioner, Cause.command(), list -> WaitingRules.freed(list, again));
                } else {
                    log.info("A time that became free is offered to call request {}.", person.callId());
                }
                yield Optional.empty();
            }
        };
    }

    private static CallId holdOf(CallId person, int round, Instant start) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((person + "\n" + round + "\n" + start).getBytes(StandardCharsets.UTF_8));
            return new CallId("h_" + HexFormat.of().formatHex(hash, 0, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
