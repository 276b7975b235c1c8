package throughline.booking.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.booking.availability.BlockedTime;
import throughline.booking.busy.BusyCalendars;
import throughline.booking.intake.Intakes;
import throughline.contract.ArticleId;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.Location;
import throughline.contract.booking.Outcome;
import throughline.contract.booking.Source;

/** Calls as staff see them, with what the client wrote. */
@Component
public class CallViews {

    private final Intakes intakes;
    private final BusyCalendars busy;

    CallViews(Intakes intakes, BusyCalendars busy) {
        this.intakes = intakes;
        this.busy = busy;
    }

    /**
     * A call for staff; {@code source} is an object or the word {@code unknown}; {@code closed} where there are answers that
     * cannot be opened because the key is not here; {@code calendarBusy} where another calendar of the practitioner's says that
     * something else is then.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CallView(
            String callId,
            String clientId,
            String practitioner,
            String callType,
            String callTypeName,
            Call.State state,
            Instant start,
            Instant end,
            String zone,
            String name,
            String email,
            @Nullable String phone,
            Map<String, Object> answers,
            @Nullable String note,
            @Nullable Boolean closed,
            @Nullable Outcome outcome,
            @Nullable Integer outcomeRevision,
            Object source,
            Location location,
            boolean followUp,
            Instant requestedAt,
            @Nullable String reason,
            @Nullable Boolean calendarBusy) {}

    private record SourceView(
            @Nullable ArticleId article,
            @Nullable Integer revision,
            @Nullable String callToAction) {}

    public CallView of(CallId id, Call call) {
        return view(id, call, intakes.of(List.of(id)), new HashMap<>());
    }

    public List<CallView> of(List<Stored<Call>> calls) {
        Map<CallId, Intakes.Intake> written =
                intakes.of(calls.stream().map(call -> new CallId(call.id())).toList());
        Map<PractitionerId, BlockedTime> elsewhere = new HashMap<>();
        return calls.stream()
                .map(call -> view(new CallId(call.id()), call.state(), written, elsewhere))
                .toList();
    }

    private CallView view(
            CallId id, Call call, Map<CallId, Intakes.Intake> written, Map<PractitionerId, BlockedTime> elsewhere) {
        Intakes.Intake intake = written.getOrDefault(id, Intakes.Intake.NOTHING);
        Map<String, Object> answers = intake.answers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        a -> a.getValue().size() == 1 ? a.getValue().getFirst() : a.getValue()));
        Call.Recorded outcome = call.outcome();
        return new CallView(
                id.value(),
                call.client().value(),
                call.practitioner().value(),
                call.callType(),
                call.callTypeName(),
                call.state(),
                call.start(),
                call.end(),
                call.zone().getId(),
                call.contact().name(),
                call.contact().email(),
                call.contact().phone(),
                answers,
                intake.note(),
                intake.closed() ? true : null,
                outcome == null ? null : outcome.outcome(),
                outcome == null ? null : outcome.revision(),
                source(call.source()),
                call.location(),
                call.followUp(),
                call.asked().at(),
                call.closedBecause(),
                isBusy(call, elsewhere) ? true : null);
    }

    private boolean isBusy(Call call, Map<PractitionerId, BlockedTime> elsewhere) {
        return call.isOpen()
                && elsewhere
                        .computeIfAbsent(call.practitioner(), who -> new BlockedTime(busy.busy(who)))
                        .overlaps(call.start(), call.end());
    }

    private static Object source(@Nullable Source source) {
        return source == null ? "unknown" : new SourceView(source.article(), source.revision(), source.callToAction());
    }
}
