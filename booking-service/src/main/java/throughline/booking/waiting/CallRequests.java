package throughline.booking.waiting;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.aggregate.Decision;
import throughline.aggregate.Written;
import throughline.booking.BookingSettings;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.client.Clients;
import throughline.booking.client.Consents;
import throughline.booking.client.EmailAddress;
import throughline.booking.client.PersonFields;
import throughline.booking.intake.Answers;
import throughline.booking.intake.Intakes;
import throughline.booking.key.ErasedClient;
import throughline.booking.request.Fingerprints;
import throughline.booking.request.Offers;
import throughline.booking.request.PostLimit;
import throughline.booking.request.Refusals;
import throughline.booking.request.Sources;
import throughline.booking.waiting.WaitingRules.No;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Contact;
import throughline.event.Cause;
import throughline.service.PracticeSettings;
import throughline.web.problem.Problem;

/**
 * Puts people on the list: answers are written down first, as an attempt; the list decides and carries {@code CallRequested}
 * without a start in the same write; then the client's record is written, and again when the fact comes back from Kafka.
 */
@Component
public class CallRequests {

    private static final String LOCALE = "en";
    private static final Logger log = LoggerFactory.getLogger(CallRequests.class);

    private final CallTypes callTypes;
    private final Offers offers;
    private final WaitingLists lists;
    private final WaitingLinks links;
    private final Clients clients;
    private final Consents consents;
    private final Intakes intakes;
    private final Fingerprints fingerprints;
    private final Sources sources;
    private final PostLimit limit;
    private final PracticeSettings practice;
    private final BookingSettings booking;
    private final WaitingSettings settings;
    private final Clock clock;

    CallRequests(
            CallTypes callTypes,
            Offers offers,
            WaitingLists lists,
            WaitingLinks links,
            Clients clients,
            Consents consents,
            Intakes intakes,
            Fingerprints fingerprints,
            Sources sources,
            PostLimit limit,
            PracticeSettings practice,
            BookingSettings booking,
            WaitingSettings settings,
            Clock clock) {
        this.callTypes = callTypes;
        this.offers = offers;
        this.lists = lists;
        this.links = links;
        this.clients = clients;
        this.consents = consents;
        this.intakes = intakes;
        this.fingerprints = fingerprints;
        this.sources = sources;
        this.limit = limit;
        this.practice = practice;
        this.booking = booking;
        this.settings = settings;
        this.clock = clock;
    }

    /** What a request is answered with. */
    public record Asked(CallId callId, String state, String zone, String manageUrl) {}

    /**
     * @param key the {@code Idempotency-Key}, if there is one
     * @throws Problem with a code of the contract; then nothing is stored and nothing is told
     */
    public Asked ask(CallRequestForm form, @Nullable String key) {
        CallType type = callTypes
                .find(form.callType() == null ? "" : form.callType())
                .orElseThrow(() -> Inputs.unprocessable(
                        "UNKNOWN_CALL_TYPE", "callType", Sentences.of("booking.problem.unknownCallType")));
        Preferred preferred = Preferred.read(form.preferred());
        EmailAddress email = PersonFields.email(form.email());
        Contact contact =
                new Contact(PersonFields.name(form.name()), email.given(), PersonFields.phone(form.phone()), LOCALE);
        Answers answers = Answers.checked(type.questions(), form.answers());
        limit.email(email);
        CallId callId = fingerprints.callId(type.practitioner(), key == null ? null : "call-request " + key);
        ClientId client = clients.idOf(email);
        Optional<Waiting> before = WaitingRules.ofClient(lists.of(type.practitioner()), client, type.typeId());
        PractitionerId owner = type.practitioner();
        CallId kept = before.map(Waiting::callId).orElse(callId);
        Intakes.Attempt attempt;
        try {
            attempt = intakes.attempt(owner, kept, client, answers, preferred.text());
        } catch (ErasedClient e) { // at this very moment; now the address is somebody new's
            client = clients.idOf(email);
            attempt = intakes.attempt(owner, callId, client, answers, preferred.text());
        }
        return ask(form, type, client, preferred, contact, callId, attempt);
    }

    private Asked ask(
            CallRequestForm form,
            CallType type,
            ClientId client,
            Preferred preferred,
            Contact contact,
            CallId callId,
            Intakes.Attempt attempt) {
        String intake = attempt.id();
        Waiting person = new Waiting(
                callId,
                client,
                fingerprints.hash(canonical(form)),
                type.typeId(),
                Inputs.zone(form.zone(), practice.zone()),
                preferred.wishes(),
                contact,
                intake,
                form.followUp(),
                clock.instant(),
                List.of(),
                0,
                null);
        CallRequested fact = fact(type, person, form);
        Set<String> replaced =
                new HashSet<>(); // what was said when asked before; judged if a crash keeps us from dropping it
        Written<WaitingList, No> written =
                lists.change(type.practitioner(), Cause.command("ask:" + callId + ":" + person.request()), list -> {
                    if (intakes.isLate(attempt)) {
                        return Decision.refused(No.TOOK_TOO_LONG);
                    }
                    WaitingRules.ofClient(list, client, type.typeId())
                            .map(Waiting::intake)
                            .ifPresent(replaced::add);
                    replaced.forEach(intakes::givingUp);
                    return WaitingRules.ask(list, person, fact, settings.most());
                });
        return switch (written) {
            case Written.Refused<WaitingList, No>(No why) -> {
                intakes.drop(intake);
                throw refused(why);
            }
            case Written.Done<WaitingList, No> done -> {
                Waiting kept = done.state()
                        .find(callId)
                        .or(() -> WaitingRules.ofClient(done.state(), client, type.typeId()))
                        .orElse(person);
                keep(kept, intake, replaced);
                if (!done.repeated() && kept.callId().equals(callId)) {
                    clients.booked(fact, consents.followUp(form.followUp(), clock.instant(), callId), Cause.command());
                    log.info("Call request {} waits for a free time; client {}.", callId, client);
                }
                yield new Asked(
                        kept.callId(),
                        CallRequested.State.REQUESTED.name(),
                        kept.zone().getId(),
                        links.page(kept.callId(), type.practitioner()));
            }
        };
    }

    private void keep(Waiting kept, @Nullable String ours, Set<String> before) {
        if (Objects.equals(kept.intake(), ours)) {
            intakes.keep(ours);
        } else {
            intakes.drop(ours);
        }
        before.stream().filter(answers -> !answers.equals(kept.intake())).forEach(intakes::drop);
    }

    private static Map<String, Object> canonical(CallRequestForm form) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", form.callType());
        values.put("name", form.name());
        values.put("email", form.email());
        values.put("phone", form.phone());
        values.put("preferred", form.preferred());
        values.put("zone", form.zone());
        values.put("answers", form.answers() == null ? null : new TreeMap<>(form.answers()));
        return values;
    }

    private CallRequested fact(CallType type, Waiting person, CallRequestForm form) {
        return new CallRequested(
                person.callId(),
                person.client(),
                type.practitioner(),
                offers.practitioner(type).name(),
                type.typeId(),
                type.name(),
                null,
                null,
                person.zone(),
                person.contact(),
                form.followUp() == null ? booking.followUpByDefault() : form.followUp(),
                type.location(),
                links.page(person.callId(), type.practitioner()),
                sources.read(form.source()).orElse(null),
                CallRequested.State.REQUESTED,
                null);
    }

    static Problem refused(No why) {
        return switch (why) {
            case FULL -> Problem.of(HttpStatus.CONFLICT, "LIST_FULL", Sentences.of("booking.problem.listFull"));
            case ANOTHER_REQUEST ->
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "IDEMPOTENCY_MISMATCH",
                        Sentences.of("booking.problem.mismatch"));
            case TOOK_TOO_LONG -> Refusals.tookTooLong();
            case GONE -> Problem.of(HttpStatus.GONE, "OVER", Sentences.of("booking.problem.requestOver"));
            case HAS_AN_OFFER ->
                Problem.of(HttpStatus.CONFLICT, "WRONG_STATE", Sentences.of("booking.problem.offeredNow"));
        };
    }
}
