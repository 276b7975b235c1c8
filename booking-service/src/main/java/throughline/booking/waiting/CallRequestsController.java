package throughline.booking.waiting;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.Paged;
import throughline.booking.manage.CancelReason;
import throughline.booking.request.PostLimit;
import throughline.booking.request.Refusals;
import throughline.booking.request.Starts;
import throughline.contract.CallId;
import throughline.service.PracticeSettings;

/** Requests without a time for programs; for staff, the list and what can be done about it by hand. */
@RestController
@RequestMapping("/api/booking/v1/call-requests")
class CallRequestsController {

    private final CallRequests requests;
    private final WaitingLists lists;
    private final WaitingOffers offers;
    private final OfferAnswers answers;
    private final PostLimit limit;
    private final PracticeSettings practice;

    CallRequestsController(
            CallRequests requests,
            WaitingLists lists,
            WaitingOffers offers,
            OfferAnswers answers,
            PostLimit limit,
            PracticeSettings practice) {
        this.requests = requests;
        this.lists = lists;
        this.offers = offers;
        this.answers = answers;
        this.limit = limit;
        this.practice = practice;
    }

    record Offered(Instant start, Instant end, Instant expiresAt) {}

    /** Somebody on the list, as staff see them; {@code preferred} is the text, {@code wishes} what the list goes by. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CallRequestView(
            String callId,
            String clientId,
            String practitioner,
            String callType,
            String zone,
            String name,
            String email,
            @Nullable String phone,
            @Nullable String preferred,
            List<Wish> wishes,
            Instant since,
            @Nullable Offered offer) {}

    record Start(@Nullable String start, @Nullable String zone) {}

    record Reason(@Nullable String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CallRequests.Asked ask(
            @RequestBody CallRequestForm form,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request) {
        limit.booking(request);
        if (key != null && !key.matches("[\\x21-\\x7e]{1,200}")) {
            throw Inputs.malformed("Idempotency-Key");
        }
        return requests.ask(form, key);
    }

    @GetMapping
    Paged.Items<CallRequestView> list(
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(required = false) @Nullable String size) {
        Paged paged = Paged.of(page, size);
        List<CallRequestView> all = lists.all().stream()
                .flatMap(owned -> owned.list().people().stream().map(person -> view(owned, person)))
                .skip(paged.skip())
                .limit(paged.size() + 1L)
                .toList();
        return paged.items(all, view -> view);
    }

    @PostMapping("/{id}/offer")
    CallRequestView offer(@PathVariable String id, @RequestBody Start given) {
        WaitingLists.Owned owned = owned(id);
        Waiting person = person(owned, id);
        Instant start = Starts.read("start", given.start(), Inputs.zone(given.zone(), practice.zone()));
        if (!person.isWaiting()) {
            throw CallRequests.refused(WaitingRules.No.HAS_AN_OFFER);
        }
        offers.offer(owned.practitioner(), person, start).ifPresent(why -> {
            throw Refusals.of(why);
        });
        WaitingLists.Owned after = owned(id);
        return view(after, person(after, id));
    }

    @PostMapping("/{id}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable String id, @RequestBody(required = false) @Nullable Reason reason) {
        WaitingLists.Owned owned = owned(id);
        answers.close(
                owned.practitioner(), person(owned, id), CancelReason.checked(reason == null ? null : reason.reason()));
    }

    private WaitingLists.Owned owned(String id) {
        CallId callId = new CallId(Inputs.id(id));
        return lists.all().stream()
                .filter(owned -> owned.list().find(callId).isPresent())
                .findFirst()
                .orElseThrow(Inputs::notFound);
    }

    private static Waiting person(WaitingLists.Owned owned, String id) {
        return owned.list().find(new CallId(id)).orElseThrow(Inputs::notFound);
    }

    private CallRequestView view(WaitingLists.Owned owned, Waiting person) {
        Waiting.Live live = person.offer();
        Optional<String> text = answers.preferredText(person.callId());
        return new CallRequestView(
                person.callId().value(),
                person.client().value(),
                owned.practitioner().value(),
                person.callType(),
                person.zone().getId(),
                person.contact().name(),
                person.contact().email(),
                person.contact().phone(),
                text.orElse(null),
                person.wishes(),
                person.since(),
                live == null ? null : new Offered(live.start(), live.end(), live.expiresAt()));
    }
}
