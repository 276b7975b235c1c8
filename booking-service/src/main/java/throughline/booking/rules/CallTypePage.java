package throughline.booking.rules;

import java.net.URI;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.booking.Inputs;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypeForm;
import throughline.booking.calltype.CallTypes;
import throughline.booking.calltype.Question;
import throughline.booking.practitioner.Practitioner;
import throughline.booking.practitioner.Practitioners;
import throughline.booking.rules.RuleSimulator.Simulation;
import throughline.contract.booking.Location;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** The kinds of calls: the list, and a page on which one is made or changed with its rules and questions. */
@Controller
class CallTypePage {

    private static final String PAGE = "/staff/availability/call-types";
    private static final String NEW = "new";

    private final CallTypes callTypes;
    private final Practitioners practitioners;
    private final RuleSimulator simulator;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;

    CallTypePage(
            CallTypes callTypes,
            Practitioners practitioners,
            RuleSimulator simulator,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts) {
        this.callTypes = callTypes;
        this.practitioners = practitioners;
        this.simulator = simulator;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
    }

    record Row(String id, String name, int minutes, String practitioner, boolean retired, boolean onRequest) {}

    record Person(String id, String name) {}

    record Shown(
            String id,
            boolean isNew,
            boolean retired,
            TypeFields form,
            List<Person> people,
            List<CallType.Approval> approvals,
            List<Location.Kind> kinds,
            List<Question.Kind> questionKinds,
            List<TypeFields.Unit> units,
            Map<String, String> errors,
            boolean saved,
            @Nullable RehearsalView rehearsal) {}

    @GetMapping(PAGE)
    ModelAndView list() {
        return new ModelAndView(
                "booking/call-types",
                Map.of(
                        "types",
                        callTypes.all().stream()
                                .map(type -> new Row(
                                        type.typeId(),
                                        type.name(),
                                        type.duration(),
                                        practitioners
                                                .find(type.practitioner())
                                                .map(Practitioner::name)
                                                .orElse(""),
                                        type.retired(),
                                        type.approval() == CallType.Approval.ON_REQUEST))
                                .toList()));
    }

    @GetMapping(PAGE + "/{id}")
    ModelAndView edit(@PathVariable String id, @RequestParam(required = false) @Nullable String saved, Locale locale) {
        TypeFields form = id.equals(NEW)
                ? TypeFields.of(new CallTypeForm(
                        null,
                        null,
                        null,
                        null,
                        30,
                        null,
                        0,
                        0,
                        "PT0S",
                        60,
                        null,
                        null,
                        1,
                        CallType.Approval.AUTOMATIC,
                        null,
                        new CallTypeForm.Place(Location.Kind.PHONE, text("booking.type.byPhone", locale)),
                        List.of()))
                : TypeFields.of(CallTypeForm.of(callTypes.ever(Inputs.id(id)).orElseThrow(Inputs::notFound)));
        return shown(id, form, Map.of(), saved != null, null, HttpStatus.OK);
    }

    /** {@code do}: save, anyway (what was shown is known), check (only show), more (another question). */
    @PostMapping(PAGE + "/{id}")
    ModelAndView save(@PathVariable String id, @RequestParam MultiValueMap<String, String> sent, Locale locale) {
        TypeFields form = TypeFields.sent(sent);
        String wish = String.valueOf(sent.getFirst("do"));
        if (wish.equals("more")) {
            return shown(id, form, Map.of(), false, null, HttpStatus.OK);
        }
        Map<String, String> errors = new LinkedHashMap<>();
        CallType type = read(id, form, errors, locale);
        if (type == null) {
            return shown(id, form, errors, false, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (!wish.equals("anyway")) {
            Simulation simulation = simulator.callType(type, locale);
            if (wish.equals("check") || simulation.refused() > 0) {
                RehearsalView rehearsal = RehearsalView.of(simulation, times, practice.zone(), locale);
                return shown(id, form, Map.of(), false, rehearsal, HttpStatus.OK);
            }
        }
        callTypes.put(type);
        return AvailabilityPage.see(URI.create(PAGE + "/" + type.typeId() + "?saved"));
    }

    /** It can no longer be booked; calls of it stay. Saving it again brings it back. */
    @PostMapping(PAGE + "/{id}/retire")
    ModelAndView retire(@PathVariable String id) {
        if (!callTypes.retire(Inputs.id(id))) {
            throw Inputs.notFound();
        }
        return AvailabilityPage.see(URI.create(PAGE));
    }

    private @Nullable CallType read(String id, TypeFields form, Map<String, String> errors, Locale locale) {
        CallTypeForm stated = form.form(errors, text("booking.type.error.number", locale));
        if (form.get("name").isEmpty()) {
            errors.put("name", text("booking.type.error.name", locale));
        }
        if (!errors.isEmpty()) {
            return null;
        }
        try {
            return stated.checked(id.equals(NEW) ? newId(form.get("name")) : Inputs.id(id), practitioners);
        } catch (Problem problem) {
            Object question = problem.properties().get("question");
            String field = String.valueOf(problem.properties().getOrDefault("field", "name"));
            String shown = switch (field) {
                case "location" -> "place";
                case "minimumNotice" -> "notice";
                default -> field;
            };
            errors.put(question == null ? shown : "question_" + question, problem.detail());
            return null;
        }
    }

    /** From the name, so that addresses can be read aloud; a number behind it if there is one already. */
    private String newId(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String id = plain.isEmpty() || plain.equals(NEW) ? "call" : plain.substring(0, Math.min(plain.length(), 50));
        return Stream.iterate(1, i -> i + 1)
                .map(i -> i == 1 ? id : id + "-" + i)
                .filter(free -> callTypes.ever(free).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private ModelAndView shown(
            String id,
            TypeFields form,
            Map<String, String> errors,
            boolean saved,
            @Nullable RehearsalView rehearsal,
            HttpStatus status) {
        boolean isNew = id.equals(NEW);
        ModelAndView page = new ModelAndView("booking/call-type");
        page.setStatus(status);
        page.addObject(
                "shown",
                new Shown(
                        id,
                        isNew,
                        !isNew && callTypes.find(Inputs.id(id)).isEmpty(),
                        form.withRoom(),
                        practitioners.all().entrySet().stream()
                                .map(one -> new Person(
                                        one.getKey().value(), one.getValue().name()))
                                .toList(),
                        List.of(CallType.Approval.values()),
                        List.of(Location.Kind.PHONE, Location.Kind.VIDEO, Location.Kind.IN_PERSON),
                        List.of(Question.Kind.values()),
                        List.of(TypeFields.Unit.values()),
                        errors,
                        saved,
                        rehearsal));
        return page;
    }

    private String text(String key, Locale locale) {
        return texts.getMessage(key, null, locale);
    }
}
