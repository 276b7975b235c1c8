package throughline.booking.rules;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.booking.availability.Availability;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.offer.ReasonTexts;
import throughline.booking.practitioner.Practitioner;
import throughline.booking.practitioner.Practitioners;
import throughline.booking.slot.Reason;
import throughline.booking.slot.SlotRules;
import throughline.contract.PractitionerId;

/** What changed rules would have done to the requests of the last ninety days, before anybody saves them. */
@Component
class RuleSimulator {

    static final Duration LOOKED_AT = Duration.ofDays(90);

    private static final int MOST = 5_000;

    private final Calls calls;
    private final CallTypes callTypes;
    private final Practitioners practitioners;
    private final ReasonTexts texts;
    private final Clock clock;

    RuleSimulator(Calls calls, CallTypes callTypes, Practitioners practitioners, ReasonTexts texts, Clock clock) {
        this.calls = calls;
        this.callTypes = callTypes;
        this.practitioners = practitioners;
        this.texts = texts;
        this.clock = clock;
    }

    /** A request that was let pass and would have been refused; no name, for a list that may be seen by others. */
    record RefusedRequest(
            String callId,
            String callType,
            Instant requestedAt,
            Instant start,
            Reason.Code code,
            String rule,
            String text) {}

    /** @param requests how many requests were put to the changed rules, of those since {@code since} */
    record Simulation(Instant since, int requests, int refused, List<RefusedRequest> items) {}

    /** If these were the practitioner's hours. */
    Simulation availability(PractitionerId practitioner, Availability changed, Locale locale) {
        Map<String, SlotRules> rules = presentRules();
        Availability present =
                practitioners.find(practitioner).map(Practitioner::availability).orElse(changed);
        return simulated(
                practitioner,
                null,
                new Replay.World(type -> Optional.ofNullable(rules.get(type)), present),
                new Replay.World(type -> Optional.ofNullable(rules.get(type)), changed),
                locale);
    }

    /** If this were the call type. */
    Simulation callType(CallType changed, Locale locale) {
        Map<String, SlotRules> rules = presentRules();
        Map<String, SlotRules> then = new HashMap<>(rules);
        then.put(changed.typeId(), changed.rules());
        Optional<CallType> present = callTypes.find(changed.typeId());
        Availability hours = hours(present.map(CallType::practitioner).orElse(changed.practitioner()));
        return simulated(
                present.map(CallType::practitioner).orElse(changed.practitioner()),
                changed.typeId(),
                new Replay.World(type -> Optional.ofNullable(rules.get(type)), hours),
                new Replay.World(type -> Optional.ofNullable(then.get(type)), hours(changed.practitioner())),
                locale);
    }

    private Availability hours(PractitionerId practitioner) {
        return practitioners.find(practitioner).map(Practitioner::availability).orElseThrow();
    }

    private Map<String, SlotRules> presentRules() {
        Map<String, SlotRules> rules = new HashMap<>();
        callTypes.all().forEach(type -> rules.put(type.typeId(), type.rules()));
        return rules;
    }

    /** @param onlyType whose requests are asked about; null for all of them */
    private Simulation simulated(
            PractitionerId practitioner,
            @Nullable String onlyType,
            Replay.World present,
            Replay.World changed,
            Locale locale) {
        Instant since = clock.instant().minus(LOOKED_AT);
        List<Replay.Request> all = calls
                .find(
                        Filters.and(
                                Filters.eq("state.practitioner", practitioner.value()),
                                Filters.or(
                                        Filters.gte("state.asked.at", Date.from(since)),
                                        Filters.gte("state.start", Date.from(since)))),
                        0,
                        MOST)
                .stream()
                .map(RuleSimulator::request)
                .toList();
        List<Replay.Request> asked = all.stream()
                .filter(request -> !request.at().isBefore(since))
                .filter(request -> onlyType == null || request.callType().equals(onlyType))
                .toList();
        List<RefusedRequest> refused = new Replay(all)
                .refused(asked, present, changed).stream()
                        .map(one -> refusal(one, locale))
                        .toList();
        return new Simulation(since, asked.size(), refused.size(), refused);
    }

    private static Replay.Request request(Stored<Call> stored) {
        Call call = stored.state();
        return new Replay.Request(
                stored.id(),
                call.callType(),
                call.asked().at(),
                call.asked().start(),
                call.start(),
                call.end(),
                call.state() == Call.State.CONFIRMED);
    }

    private RefusedRequest refusal(Replay.Refused refused, Locale locale) {
        return new RefusedRequest(
                refused.request().callId(),
                refused.request().callType(),
                refused.request().at(),
                refused.request().wanted(),
                refused.reason().code(),
                refused.reason().rule(),
                texts.of(refused.reason(), locale));
    }
}
