package throughline.booking.manage;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.Paged;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Refusal;
import throughline.booking.call.Call;
import throughline.booking.call.CallViews;
import throughline.booking.call.CallViews.CallView;
import throughline.booking.call.Calls;
import throughline.booking.call.Outcomes;
import throughline.booking.request.Refusals;
import throughline.booking.request.Starts;
import throughline.contract.CallId;
import throughline.service.PracticeSettings;

/** Calls for staff: the agenda, one call, and what can be done with it. */
@RestController
@RequestMapping("/api/booking/v1/calls")
class CallsController {

    private final Calls calls;
    private final CallViews views;
    private final CallCommands commands;
    private final Outcomes outcomes;
    private final PracticeSettings practice;

    CallsController(Calls calls, CallViews views, CallCommands commands, Outcomes outcomes, PracticeSettings practice) {
        this.calls = calls;
        this.views = views;
        this.commands = commands;
        this.outcomes = outcomes;
        this.practice = practice;
    }

    record Reason(@Nullable String reason) {}

    record To(@Nullable String start, @Nullable String zone) {}

    record OutcomeForm(@Nullable String outcome, @Nullable String note) {}

    @GetMapping
    Paged.Items<CallView> list(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(required = false) @Nullable String size) {
        Paged paged = Paged.of(page, size);
        List<Stored<Call>> found = calls.find(filter(from, to, state, client, outcome), paged.skip(), paged.size() + 1);
        List<CallView> shown = views.of(found);
        return paged.items(shown, view -> view);
    }

    private Bson filter(
            @Nullable String from,
            @Nullable String to,
            @Nullable String state,
            @Nullable String client,
            @Nullable String outcome) {
        List<Bson> parts = new ArrayList<>();
        if (outcome != null) {
            if (!outcome.equals("none")) {
                throw Inputs.malformed("outcome");
            }
            parts.add(calls.withoutOutcome());
        }
        if (client != null) {
            parts.add(Filters.eq("state.client", client));
        }
        if (state != null) {
            parts.add(Filters.eq(
                    "state.state",
                    Arrays.stream(Call.State.values())
                            .filter(s -> s.name().equals(state))
                            .findFirst()
                            .orElseThrow(() -> Inputs.malformed("state"))
                            .name()));
        }
        if (from != null) {
            parts.add(Filters.gte("state.start", startOf(Inputs.date("from", from))));
        }
        if (to != null) {
            parts.add(Filters.lt("state.start", startOf(Inputs.date("to", to).plusDays(1))));
        }
        return parts.isEmpty() ? Filters.empty() : Filters.and(parts);
    }

    private Date startOf(LocalDate day) {
        return Date.from(day.atStartOfDay(practice.zone()).toInstant());
    }

    @GetMapping("/{id}")
    CallView get(@PathVariable String id) {
        CallId callId = new CallId(Inputs.id(id));
        return views.of(callId, find(callId));
    }

    @PostMapping("/{id}/confirm")
    CallView confirm(@PathVariable String id) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = find(callId);
        return call.state() == Call.State.CONFIRMED ? get(id) : done(id, commands.confirm(callId, call));
    }

    @PostMapping("/{id}/decline")
    CallView decline(@PathVariable String id, @RequestBody(required = false) @Nullable Reason reason) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = find(callId);
        String because = reason(reason);
        return call.state() == Call.State.DECLINED ? get(id) : done(id, commands.decline(callId, call, because));
    }

    @PostMapping("/{id}/cancel")
    CallView cancel(@PathVariable String id, @RequestBody(required = false) @Nullable Reason reason) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = find(callId);
        String because = reason(reason);
        return call.state() == Call.State.CANCELLED ? get(id) : done(id, commands.cancelByStaff(callId, call, because));
    }

    @PostMapping("/{id}/reschedule")
    CallView reschedule(@PathVariable String id, @RequestBody To to) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = find(callId);
        Instant start = Starts.read("start", to.start(), Inputs.zone(to.zone(), practice.zone()));
        return done(id, commands.moveByStaff(callId, call, start));
    }

    @PostMapping("/{id}/outcome")
    CallView outcome(@PathVariable String id, @RequestBody OutcomeForm form) {
        CallId callId = new CallId(Inputs.id(id));
        return views.of(callId, outcomes.record(callId, form.outcome(), form.note()));
    }

    private Call find(CallId id) {
        return calls.find(id).orElseThrow(Inputs::notFound);
    }

    private CallView done(String id, Calendars.Change change) {
        if (change instanceof Calendars.Change.Refused(Refusal why)) {
            throw Refusals.of(why instanceof Refusal.NoSuchClaim ? new Refusal.WrongState() : why);
        }
        return get(id);
    }

    private static @Nullable String reason(@Nullable Reason given) {
        return CancelReason.checked(given == null ? null : given.reason());
    }
}
