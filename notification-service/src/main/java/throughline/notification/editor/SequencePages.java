package throughline.notification.editor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.notification.contact.KnownClient;
import throughline.notification.cron.CronApi;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Kinds;
import throughline.notification.enrollment.Recipients;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.SequenceStates;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.notification.sequence.Weekday;
import throughline.notification.why.WhyWords;
import throughline.service.PracticeSettings;
import throughline.web.page.Durations;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** The list of sequences, and the page of one: its steps, its settings, and who is where in it. */
@Controller
class SequencePages {

    private static final int SHOWN = 50;
    private static final int PREVIEWED = 10;

    private final Sequences sequences;
    private final Enrollments enrollments;
    private final Recipients recipients;
    private final SequenceStates states;
    private final CronApi jobs;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;
    private final WhyWords words;

    SequencePages(
            Sequences sequences,
            Enrollments enrollments,
            Recipients recipients,
            SequenceStates states,
            CronApi jobs,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts,
            WhyWords words) {
        this.sequences = sequences;
        this.enrollments = enrollments;
        this.recipients = recipients;
        this.states = states;
        this.jobs = jobs;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
        this.words = words;
    }

    /** One line of the list. */
    record Line(
            String id,
            String name,
            int version,
            boolean live,
            boolean paused,
            String starts,
            int steps,
            long inFlight,
            @Nullable String next) {}

    /** One step with its form. */
    record StepLine(StepForm form, String when, boolean open) {}

    /** People in another version than the newest. */
    record Older(int version, long people) {}

    /** A job that runs at a time of day. */
    record JobLine(String name, String next, @Nullable String last) {}

    /** Somebody for whom a mail can be shown. */
    record Person(String id, String name) {}

    /** One client's run; the name is shortened to first name and initial. */
    record RunLine(
            String id,
            String clientId,
            String name,
            boolean running,
            String state,
            @Nullable String rule) {}

    @GetMapping("/staff/sequences")
    String list(Model model, Locale locale) {
        model.addAttribute(
                "sequences",
                sequences.current().stream().map(v -> line(v, locale)).toList());
        model.addAttribute("asking", enrollments.asking());
        model.addAttribute(
                "jobs", jobs.shown().stream().map(job -> line(job, locale)).toList());
        return "notification/sequences";
    }

    @GetMapping("/staff/sequences/{id}")
    String one(@PathVariable String id, Model model, Locale locale) {
        SequenceVersion version = sequences.current(id).orElseThrow(SequencePages::unknown);
        return show(version, version.definition(), null, null, null, model, locale);
    }

    /**
     * @param shown the stored sequence, or what was typed and could not be saved
     * @param typed the step that was being typed, to be shown as it was
     */
    String show(
            SequenceVersion version,
            Definition shown,
            @Nullable StepForm typed,
            @Nullable String wrong,
            @Nullable String done,
            Model model,
            Locale locale) {
        String id = version.sequence();
        List<Stored<Enrollment>> runs = enrollments.page(null, id, null, 1, SHOWN);
        Map<ClientId, KnownClient> known =
                recipients.find(runs.stream().map(r -> r.state().clientId()).collect(Collectors.toSet()));
        model.addAttribute("sequence", line(version, locale));
        model.addAttribute("definition", shown);
        model.addAttribute(
                "steps", shown.steps().stream().map(step -> line(step, typed)).toList());
        model.addAttribute("units", StepForm.UNITS);
        model.addAttribute("weekdays", Weekday.values());
        model.addAttribute(
                "windowDays",
                shown.window() == null
                        ? List.of()
                        : shown.window().days().stream().map(Weekday::name).toList());
        model.addAttribute(
                "from", shown.window() == null ? "" : shown.window().from().toString());
        model.addAttribute(
                "to", shown.window() == null ? "" : shown.window().to().toString());
        model.addAttribute("asks", shown.approval() == Definition.Approval.ASK_FIRST);
        model.addAttribute("clientsTime", shown.zone() == Definition.ZoneOf.CLIENT);
        model.addAttribute("endsWhenBooked", shown.goals().containsAll(Definition.GOALS_UNLESS_STATED));
        model.addAttribute("wrong", wrong);
        model.addAttribute("done", done);
        model.addAttribute("goals", goals(version, locale));
        model.addAttribute(
                "older",
                enrollments.runningByVersion(id).entrySet().stream()
                        .filter(e -> e.getKey() != version.version())
                        .map(e -> new Older(e.getKey(), e.getValue()))
                        .toList());
        model.addAttribute("people", people(known.values()));
        model.addAttribute(
                "runs",
                runs.stream()
                        .map(r -> line(r.id(), r.state(), known.get(r.state().clientId()), locale))
                        .toList());
        return "notification/sequence";
    }

    private static List<Person> people(Collection<KnownClient> known) {
        return known.stream()
                .filter(one -> !one.name().isBlank())
                .limit(PREVIEWED)
                .map(one -> new Person(one.id().value(), shortened(one.name())))
                .toList();
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no sequence of that name.");
    }

    private JobLine line(CronApi.Shown job, Locale locale) {
        String name = String.valueOf(texts.getMessage("notification.jobs." + job.name(), null, job.name(), locale));
        Instant nominal = job.lastNominal();
        String result = job.lastResult();
        Long late = job.lateSeconds();
        return new JobLine(
                name,
                times.when(job.next(), practice.zone(), locale),
                nominal == null || result == null || late == null
                        ? null
                        : text(
                                "notification.jobs.last",
                                locale,
                                times.when(nominal, practice.zone(), locale),
                                result,
                                late == 0
                                        ? text("notification.jobs.on-time", locale)
                                        : text(
                                                "notification.jobs.late",
                                                locale,
                                                Durations.inWords(Duration.ofSeconds(late)))));
    }

    private Line line(SequenceVersion version, Locale locale) {
        return new Line(
                version.sequence(),
                version.definition().name(),
                version.version(),
                version.live(),
                states.pausedSince(version.sequence()).isPresent(),
                words.starts(version.definition().trigger(), locale),
                version.definition().steps().size(),
                enrollments.inFlight(version.sequence()),
                enrollments
                        .nextDue(version.sequence())
                        .map(due -> times.when(due, practice.zone(), locale))
                        .orElse(null));
    }

    private static StepLine line(Step step, @Nullable StepForm typed) {
        return typed != null && typed.id().equals(step.id())
                ? new StepLine(typed, step.inWords(), true)
                : new StepLine(StepForm.of(step), step.inWords(), false);
    }

    private RunLine line(String id, Enrollment run, @Nullable KnownClient client, Locale locale) {
        String state = switch (run.state()) {
            case WAITING -> text("notification.sequence.waits", locale, subjectOf(run));
            case PAUSED -> text("notification.sequence.paused", locale);
            case AWAITING_APPROVAL -> text("notification.sequence.asks", locale);
            case COMPLETED -> text("notification.sequence.done", locale);
            case ENDED ->
                text("notification.sequence.ended", locale, ended(String.valueOf(run.endedBecause()), locale));
        };
        String name = client == null ? text("notification.sequence.unknown", locale) : shortened(client.called());
        return new RunLine(
                id,
                run.clientId().value(),
                name,
                run.state().running(),
                state,
                run.state().running() ? run.rule() : null);
    }

    /** What the step is called by its mail, in the version the run is in. */
    private String subjectOf(Enrollment run) {
        String step = String.valueOf(run.step());
        return sequences
                .version(run.sequence(), run.version())
                .flatMap(version -> version.definition().step(step))
                .map(s -> s.template().subject())
                .orElse(step);
    }

    private List<String> goals(SequenceVersion version, Locale locale) {
        List<String> words = new ArrayList<>();
        for (String goal : version.definition().goals()) {
            words.add(
                    goal.equals("CallRequested")
                            ? text("notification.sequence.booked", locale)
                            : text("notification.sequence.goal", locale, Kinds.named(goal)));
        }
        if (Kinds.followsUp(version)) {
            words.add(text("notification.sequence.answered", locale));
        }
        if (version.definition().trigger().event().equals("CallOutcomeRecorded")) {
            words.add(text("notification.sequence.corrected", locale));
        }
        words.add(text(
                Kinds.followsUp(version) ? "notification.sequence.always" : "notification.sequence.cancelled", locale));
        return words;
    }

    private String ended(String reason, Locale locale) {
        return Objects.requireNonNull(texts.getMessage("notification.ended." + reason, null, reason, locale));
    }

    String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }

    private static String shortened(String name) {
        String[] words = name.strip().split("\\s+", -1);
        String last = words[words.length - 1];
        return words.length < 2 ? words[0] : words[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }
}
