package throughline.booking.staff;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import throughline.booking.Inputs;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Refusal;
import throughline.booking.call.Call;
import throughline.booking.call.CallViews;
import throughline.booking.call.Calls;
import throughline.booking.call.Outcomes;
import throughline.booking.calltype.CallTypes;
import throughline.booking.calltype.Question;
import throughline.booking.intake.Intakes;
import throughline.booking.manage.CallCommands;
import throughline.booking.manage.CancelReason;
import throughline.booking.request.Offers;
import throughline.booking.request.Refusals;
import throughline.booking.request.Starts;
import throughline.contract.CallId;
import throughline.contract.booking.Outcome;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** The page of a call, in the practice's zone, with all that can be done about it. */
@Controller
class StaffCallsPage {

    private static final int CHOICES = 60;
    private static final int DAYS = 28;

    private final Calls calls;
    private final CallViews views;
    private final CallTypes callTypes;
    private final CallCommands commands;
    private final Outcomes outcomes;
    private final Intakes intakes;
    private final CallWords words;
    private final Offers offers;
    private final Calendars calendars;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;
    private final Clock clock;

    StaffCallsPage(
            Calls calls,
            CallViews views,
            CallTypes callTypes,
            CallCommands commands,
            Outcomes outcomes,
            Intakes intakes,
            CallWords words,
            Offers offers,
            Calendars calendars,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts,
            Clock clock) {
        this.calls = calls;
        this.views = views;
        this.callTypes = callTypes;
        this.commands = commands;
        this.outcomes = outcomes;
        this.intakes = intakes;
        this.words = words;
        this.offers = offers;
        this.calendars = calendars;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
        this.clock = clock;
    }

    record Fact(String label, String value) {}

    record Choice(String start, String text) {}

    record CallPage(
            String callId,
            String clientId,
            String name,
            @Nullable String firstName,
            String when,
            String theirs,
            @Nullable String phone,
            String badge,
            String state,
            boolean requested,
            boolean overtaken,
            List<Choice> choices,
            boolean open,
            boolean begun,
            boolean canHaveOutcome,
            List<Fact> facts,
            List<Intakes.Written> written,
            List<Outcome> heldOutcomes,
            @Nullable Outcome outcome) {}

    @GetMapping("/staff/calls/{id}")
    ModelAndView call(@PathVariable String id, Locale locale) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = calls.find(callId).orElseThrow(Inputs::notFound);
        ZoneId zone = practice.zone();
        boolean begun = !clock.instant().isBefore(call.start());
        Call.Recorded outcome = call.outcome();
        return new ModelAndView(
                "booking/call",
                Map.of(
                        "shown",
                        new CallPage(
                                id,
                                call.client().value(),
                                words.name(call, locale),
                                call.isAnonymous()
                                        ? null
                                        : call.contact().name().split(" ", 2)[0],
                                times.when(call.start(), zone, locale),
                                call.zone().equals(zone)
                                        ? ""
                                        : text(
                                                "booking.staff.theirs",
                                                locale,
                                                times.time(call.start(), call.zone(), locale),
                                                times.zoneName(call.zone())),
                                call.contact().phone(),
                                badge(call),
                                words.state(call, locale),
                                call.state() == Call.State.REQUESTED,
                                isOvertaken(callId, call),
                                isOpen(call) ? choices(call, locale) : List.of(),
                                isOpen(call),
                                begun,
                                call.state() == Call.State.CONFIRMED,
                                facts(callId, call, locale),
                                intakes.writtenAbout(callId),
                                List.of(Outcome.BECAME_CLIENT, Outcome.INTERESTED, Outcome.NOT_NOW, Outcome.NOT_A_FIT),
                                outcome == null ? null : outcome.outcome())));
    }

    private boolean isOpen(Call call) {
        return call.isOpen() && call.outcome() == null && clock.instant().isBefore(call.end());
    }

    private boolean isOvertaken(CallId id, Call call) {
        return call.state() == Call.State.REQUESTED
                && isOpen(call)
                && !calendars.canBeConfirmed(id, offers.ofCall(call.callType()));
    }

    private List<Choice> choices(Call call, Locale locale) {
        ZoneId zone = practice.zone();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        return offers.slots(offers.ofCall(call.callType())).offered(today, today.plusDays(DAYS), zone).stream()
                .limit(CHOICES)
                .map(start -> new Choice(start.toString(), times.when(start, zone, locale)))
                .toList();
    }

    private List<Fact> facts(CallId id, Call call, Locale locale) {
        CallViews.CallView view = views.of(id, call);
        List<Fact> facts = new ArrayList<>();
        List<Question> questions =
                callTypes.ever(call.callType()).map(t -> t.questions()).orElse(List.of());
        for (Question question : questions) {
            Object answer = view.answers().get(question.key());
            if (answer != null) {
                facts.add(new Fact(
                        question.label(),
                        answer instanceof List<?> several
                                ? String.join(
                                        ", ",
                                        several.stream().map(String::valueOf).toList())
                                : answer.toString()));
            }
        }
        if (view.note() != null) {
            facts.add(new Fact(text("booking.staff.note", locale), view.note()));
        }
        if (view.closed() != null) {
            facts.add(new Fact(text("booking.staff.answers", locale), text("booking.staff.closed", locale)));
        }
        if (!call.isAnonymous()) {
            facts.add(
                    new Fact(text("booking.staff.email", locale), call.contact().email()));
        }
        facts.add(new Fact(text("booking.staff.where", locale), call.location().text()));
        facts.add(new Fact(
                text("booking.staff.followUp", locale), text(call.followUp() ? "booking.yes" : "booking.no", locale)));
        facts.add(new Fact(
                text("booking.staff.asked", locale), times.when(call.asked().at(), practice.zone(), locale)));
        return facts;
    }

    @PostMapping("/staff/calls/{id}/outcome")
    ModelAndView outcome(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String back) {
        outcomes.record(new CallId(Inputs.id(id)), outcome, note);
        return back(id, back);
    }

    @PostMapping("/staff/calls/{id}/confirm")
    ModelAndView confirm(@PathVariable String id, @RequestParam(required = false) @Nullable String back) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = calls.find(callId).orElseThrow(Inputs::notFound);
        return done(id, back, commands.confirm(callId, call));
    }

    @PostMapping("/staff/calls/{id}/decline")
    ModelAndView decline(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String back) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = calls.find(callId).orElseThrow(Inputs::notFound);
        return done(id, back, commands.decline(callId, call, CancelReason.checked(reason)));
    }

    @PostMapping("/staff/calls/{id}/cancel")
    ModelAndView cancel(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String back) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = calls.find(callId).orElseThrow(Inputs::notFound);
        return done(id, back, commands.cancelByStaff(callId, call, CancelReason.checked(reason)));
    }

    /** To a free time, or to any time nobody else has. */
    @PostMapping("/staff/calls/{id}/reschedule")
    ModelAndView reschedule(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String other,
            @RequestParam(required = false) @Nullable String back) {
        CallId callId = new CallId(Inputs.id(id));
        Call call = calls.find(callId).orElseThrow(Inputs::notFound);
        boolean typed = other != null && !other.isBlank();
        return done(
                id,
                back,
                commands.moveByStaff(
                        callId, call, Starts.read(typed ? "other" : "start", typed ? other : start, practice.zone())));
    }

    private static ModelAndView done(String id, @Nullable String back, Calendars.Change change) {
        if (change instanceof Calendars.Change.Refused(Refusal why)) {
            throw Refusals.of(why);
        }
        return back(id, back);
    }

    private static ModelAndView back(String id, @Nullable String back) {
        RedirectView redirect = new RedirectView(LocalPath.of(back)
                .orElseGet(() -> URI.create("/staff/calls/" + id))
                .toString());
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setExposeModelAttributes(false);
        return new ModelAndView(redirect);
    }

    private static String badge(Call call) {
        return switch (call.state()) {
            case REQUESTED -> "wait";
            case CONFIRMED -> call.outcome() == null ? "planned" : "ok";
            case CANCELLED, DECLINED -> "info";
        };
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
