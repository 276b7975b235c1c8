package throughline.notification.enrollment;

import java.util.ArrayList;
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
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** The staff's pages about sequences: what there is, its steps, and who is where in it. Read-only. */
@Controller
class SequencePages {

    private static final int SHOWN = 50;

    private final Sequences sequences;
    private final Enrollments enrollments;
    private final Clients clients;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;

    SequencePages(
            Sequences sequences,
            Enrollments enrollments,
            Clients clients,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts) {
        this.sequences = sequences;
        this.enrollments = enrollments;
        this.clients = clients;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
    }

    /** One line of the list. */
    record Line(
            String id,
            String name,
            int version,
            boolean live,
            String starts,
            int steps,
            long inFlight,
            @Nullable String next) {}

    /** One step. */
    record StepLine(String subject, String markdown, String when) {}

    /** One client's run; the name is shortened to first name and initial. */
    record RunLine(
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
        return "notification/sequences";
    }

    @GetMapping("/staff/sequences/{id}")
    String one(@PathVariable String id, Model model, Locale locale) {
        SequenceVersion version = sequences
                .current(id)
                .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no sequence of that name."));
        List<Stored<Enrollment>> runs = enrollments.page(null, id, null, 1, SHOWN);
        Map<ClientId, KnownClient> known =
                clients.find(runs.stream().map(r -> r.state().clientId()).collect(Collectors.toSet()));
        model.addAttribute("sequence", line(version, locale));
        model.addAttribute(
                "steps",
                version.definition().steps().stream().map(SequencePages::line).toList());
        model.addAttribute("goals", goals(version, locale));
        model.addAttribute(
                "window",
                version.definition().window() == null
                        ? null
                        : version.definition().window().inWords());
        model.addAttribute(
                "runs",
                runs.stream()
                        .map(r -> line(r.state(), known.get(r.state().clientId()), locale))
                        .toList());
        return "notification/sequence";
    }

    private Line line(SequenceVersion version, Locale locale) {
        return new Line(
                version.sequence(),
                version.definition().name(),
                version.version(),
                version.live(),
                starts(version, locale),
                version.definition().steps().size(),
                enrollments.inFlight(version.sequence()),
                enrollments
                        .nextDue(version.sequence())
                        .map(due -> times.when(due, practice.zone(), locale))
                        .orElse(null));
    }

    private static StepLine line(Step step) {
        return new StepLine(step.template().subject(), step.template().markdown(), step.inWords());
    }

    private RunLine line(Enrollment run, @Nullable KnownClient client, Locale locale) {
        String state = switch (run.state()) {
            case WAITING -> text("notification.sequence.waits", locale, subjectOf(run));
            case PAUSED -> text("notification.sequence.paused", locale);
            case AWAITING_APPROVAL -> text("notification.sequence.asks", locale);
            case COMPLETED -> text("notification.sequence.done", locale);
            case ENDED ->
                text("notification.sequence.ended", locale, ended(String.valueOf(run.endedBecause()), locale));
        };
        String name = client == null ? text("notification.sequence.unknown", locale) : shortened(client.name());
        return new RunLine(
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
                            : text("notification.sequence.goal", locale, goal));
        }
        if (version.definition().trigger().event().equals("CallOutcomeRecorded")) {
            words.add(text("notification.sequence.corrected", locale));
        }
        words.add(text(
                Kinds.followsUp(version) ? "notification.sequence.always" : "notification.sequence.cancelled", locale));
        return words;
    }

    private String starts(SequenceVersion version, Locale locale) {
        String event = version.definition().trigger().event();
        String outcome = version.definition().trigger().when().getOrDefault("outcome", event);
        return Objects.requireNonNull(texts.getMessage("notification.starts." + outcome, null, event, locale));
    }

    private String ended(String reason, Locale locale) {
        return Objects.requireNonNull(texts.getMessage("notification.ended." + reason, null, reason, locale));
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }

    private static String shortened(String name) {
        String[] words = name.strip().split("\\s+", -1);
        String last = words[words.length - 1];
        return words.length < 2 ? words[0] : words[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }
}
