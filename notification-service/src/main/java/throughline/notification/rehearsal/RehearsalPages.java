package throughline.notification.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import throughline.contract.ClientId;
import throughline.notification.contact.KnownClient;
import throughline.notification.enrollment.Recipients;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** The rehearsal of the current version as a page. It changes nothing, so a GET may ask for it. */
@Controller
class RehearsalPages {

    private static final Duration PAST = Duration.ofDays(90);
    private static final int SHOWN = 50;

    private final Rehearsals rehearsals;
    private final Sequences sequences;
    private final Recipients recipients;
    private final PageTimes times;
    private final MessageSource texts;
    private final PracticeSettings practice;

    RehearsalPages(
            Rehearsals rehearsals,
            Sequences sequences,
            Recipients recipients,
            PageTimes times,
            MessageSource texts,
            PracticeSettings practice) {
        this.rehearsals = rehearsals;
        this.sequences = sequences;
        this.recipients = recipients;
        this.times = times;
        this.texts = texts;
        this.practice = practice;
    }

    /** A number and what it counts. */
    record Count(String what, int count) {}

    /** One person's part. */
    record Line(
            String clientId,
            String name,
            String began,
            List<String> mails,
            @Nullable String ended) {}

    @GetMapping("/staff/sequences/{id}/rehearsal")
    String page(@PathVariable String id, Model model, Locale locale) {
        SequenceVersion version = sequences
                .current(id)
                .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no sequence of that name."));
        Rehearsal played = rehearsals.over(version, false, PAST);
        model.addAttribute("id", id);
        model.addAttribute("name", version.definition().name());
        model.addAttribute("version", version.version());
        model.addAttribute("played", played);
        model.addAttribute("counts", counts(played, locale));
        model.addAttribute("lines", lines(played, locale));
        model.addAttribute("from", times.day(played.from(), practice.zone(), locale));
        model.addAttribute("to", times.day(played.to(), practice.zone(), locale));
        return "notification/rehearsal";
    }

    private List<Count> counts(Rehearsal played, Locale locale) {
        List<Count> counts = new ArrayList<>();
        counts.add(new Count(text("notification.rehearsal.people", locale), played.people()));
        counts.add(new Count(text("notification.rehearsal.mails", locale), played.mails()));
        counts.add(new Count(text("notification.rehearsal.left", locale), played.leftOut()));
        played.ended()
                .forEach((reason, count) -> counts.add(
                        new Count(text("notification.rehearsal.ended", locale, words(reason, locale)), count)));
        return counts;
    }

    private List<Line> lines(Rehearsal played, Locale locale) {
        List<Rehearsal.Run> runs = played.runs();
        List<Rehearsal.Run> shown = runs.subList(Math.max(0, runs.size() - SHOWN), runs.size());
        var people = recipients.find(
                shown.stream().map(r -> new ClientId(r.clientId())).collect(Collectors.toSet()));
        return shown.reversed().stream()
                .map(run -> line(run, people.get(new ClientId(run.clientId())), locale))
                .toList();
    }

    private Line line(Rehearsal.Run run, @Nullable KnownClient person, Locale locale) {
        List<String> mails = run.mails().stream()
                .map(mail -> mail.leftOut() == null
                        ? text(
                                "notification.rehearsal.mail",
                                locale,
                                mail.subject(),
                                times.when(mail.at(), practice.zone(), locale))
                        : text(
                                "notification.rehearsal.mail.left",
                                locale,
                                mail.subject(),
                                words(mail.leftOut(), locale)))
                .toList();
        String name = person == null ? text("notification.sequence.unknown", locale) : person.called();
        return new Line(
                run.clientId(),
                name,
                times.when(run.startedAt(), practice.zone(), locale),
                mails,
                run.endedBecause() == null ? null : words(run.endedBecause(), locale));
    }

    private String words(String reason, Locale locale) {
        return String.valueOf(texts.getMessage("notification.ended." + reason, null, reason, locale));
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
