package throughline.notification.editor;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.enrollment.Runs.Resumption;
import throughline.notification.enrollment.Steering;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.SendWindow;
import throughline.notification.sequence.SequenceRules;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.notification.sequence.Weekday;
import throughline.web.problem.Problem;

/** The forms on a sequence's page. What cannot be saved comes back filled in, with the reason first. */
@Controller
class EditorPages {

    private static final String FRAME_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    private final Sequences sequences;
    private final SequencePages pages;
    private final Previews previews;
    private final Steering steering;

    EditorPages(Sequences sequences, SequencePages pages, Previews previews, Steering steering) {
        this.sequences = sequences;
        this.pages = pages;
        this.previews = previews;
        this.steering = steering;
    }

    @PostMapping("/staff/sequences/{id}/steps/{step}")
    String step(
            @PathVariable String id,
            @PathVariable String step,
            @RequestParam("do") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String markdown,
            @RequestParam(defaultValue = "0") String amount,
            @RequestParam(defaultValue = "days") String unit,
            @RequestParam(defaultValue = "after") String from,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") List<String> day,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        SequenceVersion version = known(id);
        Definition now = version.definition();
        StepForm typed = new StepForm(step, subject, markdown, amount, unit, from, at, day);
        try {
            return switch (action) {
                case "up" -> save(version, Edits.moved(now, step, -1), null, model, locale, response);
                case "down" -> save(version, Edits.moved(now, step, 1), null, model, locale, response);
                case "remove" -> save(version, Edits.without(now, step), null, model, locale, response);
                default -> save(version, Edits.step(now, step, typed::applied), typed, model, locale, response);
            };
        } catch (IllegalArgumentException e) {
            return again(version, now, typed, String.valueOf(e.getMessage()), model, locale, response);
        }
    }

    @PostMapping("/staff/sequences/{id}/steps")
    String add(@PathVariable String id, Model model, Locale locale, HttpServletResponse response) {
        SequenceVersion version = known(id);
        Definition more = Edits.added(
                version.definition(),
                pages.text("notification.editor.new.subject", locale),
                pages.text("notification.editor.new.text", locale));
        return save(version, more, null, model, locale, response);
    }

    @PostMapping("/staff/sequences/{id}/settings")
    String settings(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") List<String> day,
            @RequestParam(defaultValue = "") String ask,
            @RequestParam(defaultValue = "CLIENT") String zone,
            @RequestParam(defaultValue = "") String booked,
            @RequestParam(defaultValue = "") String priority,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        SequenceVersion version = known(id);
        Definition now = version.definition();
        try {
            Definition settled = Edits.settled(
                    now,
                    name,
                    window(from, to, day),
                    !ask.isEmpty(),
                    !zone.equals("PRACTICE"),
                    !booked.isEmpty(),
                    priority.isBlank() ? null : Integer.valueOf(priority.strip()));
            return save(version, settled, null, model, locale, response);
        } catch (RuntimeException e) {
            if (e instanceof Problem) {
                throw e;
            }
            String sentence = pages.text("notification.editor.wrong", locale);
            return again(version, now, null, sentence, model, locale, response);
        }
    }

    private static @Nullable SendWindow window(String from, String to, List<String> days) {
        if (from.isBlank() || to.isBlank()) {
            return null;
        }
        LocalTime opens = LocalTime.parse(from.strip());
        LocalTime closes = LocalTime.parse(to.strip());
        if (opens.equals(closes)) {
            throw new IllegalArgumentException("a window that ends when it begins never opens");
        }
        return new SendWindow(
                opens,
                closes,
                Arrays.stream(Weekday.values())
                        .filter(d -> days.contains(d.name()))
                        .toList());
    }

    /** The result of a form: saved and shown, or shown again with what was typed. */
    private String save(
            SequenceVersion version,
            Definition changed,
            @Nullable StepForm typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        Optional<SequenceRules.Broken> broken = SequenceRules.broken(version.sequence(), changed);
        if (broken.isPresent()) {
            return again(version, changed, typed, broken.get().sentence(), model, locale, response);
        }
        if (!changed.equals(version.definition())) {
            sequences.save(
                    version.sequence(),
                    changed,
                    version.retired() || changed.steps().isEmpty());
        }
        return "redirect:/staff/sequences/" + version.sequence();
    }

    private String again(
            SequenceVersion version,
            Definition shown,
            @Nullable StepForm typed,
            String sentence,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return pages.show(version, shown, typed, sentence, null, model, locale);
    }

    /** A draft, or a retired sequence, can be started from now on; or nobody starts it any more, and who runs finishes. */
    @PostMapping("/staff/sequences/{id}/live")
    String live(
            @PathVariable String id,
            @RequestParam("do") String action,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        SequenceVersion version = known(id);
        boolean retire = action.equals("retire");
        if (!retire && version.definition().steps().isEmpty()) {
            String sentence = pages.text("notification.editor.live.empty", locale);
            return again(version, version.definition(), null, sentence, model, locale, response);
        }
        if (version.retired() != retire) {
            sequences.save(id, version.definition(), retire);
        }
        return "redirect:/staff/sequences/" + id;
    }

    @PostMapping("/staff/sequences/{id}/pause")
    String pause(@PathVariable String id) {
        known(id);
        steering.pause(id);
        return "redirect:/staff/sequences/" + id;
    }

    @PostMapping("/staff/sequences/{id}/resume")
    String resume(@PathVariable String id, @RequestParam(defaultValue = "SHIFT") String mode) {
        known(id);
        steering.resume(id, mode.equals("KEEP") ? Resumption.KEEP : Resumption.SHIFT);
        return "redirect:/staff/sequences/" + id;
    }

    @PostMapping("/staff/sequences/{id}/move")
    String move(@PathVariable String id, @RequestParam int from, @RequestParam String choice) {
        SequenceVersion newest = known(id);
        Steering.Choice chosen = Arrays.stream(Steering.Choice.values())
                .filter(c -> c.name().equals(choice))
                .findFirst()
                .orElse(Steering.Choice.FINISH);
        if (from != newest.version() && sequences.version(id, from).isPresent()) {
            steering.move(id, from, newest, chosen, Cause.command());
        }
        return "redirect:/staff/sequences/" + id;
    }

    /** One person's next step is left out, or their run ends. */
    @PostMapping("/staff/sequences/{id}/runs/{run}")
    String run(@PathVariable String id, @PathVariable String run, @RequestParam("do") String action) {
        known(id);
        EnrollmentId enrollment = new EnrollmentId(run);
        if (action.equals("skip")) {
            steering.skip(enrollment, Cause.command());
        } else if (action.equals("stop")) {
            steering.stop(enrollment, Cause.command());
        }
        return "redirect:/staff/sequences/" + id + "#who";
    }

    @PostMapping("/staff/sequences/{id}/steps/{step}/test")
    String test(
            @PathVariable String id,
            @PathVariable String step,
            @RequestParam(required = false) @Nullable String client,
            Model model,
            Locale locale) {
        SequenceVersion version = known(id);
        previews.send(version, stepOf(version, step), client);
        return pages.show(
                version,
                version.definition(),
                null,
                null,
                pages.text("notification.editor.test.sent", locale),
                model,
                locale);
    }

    /** The mail in a page of ours. Its links are text there: among them are those that end a client's mails. */
    @GetMapping("/staff/sequences/{id}/steps/{step}/preview")
    String preview(
            @PathVariable String id,
            @PathVariable String step,
            @RequestParam(required = false) @Nullable String client,
            Model model) {
        SequenceVersion version = known(id);
        Previews.Shown shown = previews.shown(version, stepOf(version, step), client);
        model.addAttribute("id", id);
        model.addAttribute("name", version.definition().name());
        model.addAttribute("step", step);
        model.addAttribute("client", client);
        model.addAttribute("mail", shown);
        model.addAttribute("lines", shown.text().lines().toList());
        return "notification/preview";
    }

    /** The HTML part in a document of its own, for the sandboxed frame. */
    @GetMapping("/staff/sequences/{id}/steps/{step}/preview/html")
    ResponseEntity<byte[]> previewHtml(
            @PathVariable String id,
            @PathVariable String step,
            @RequestParam(required = false) @Nullable String client) {
        SequenceVersion version = known(id);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .header("Content-Security-Policy", FRAME_POLICY)
                .body(previews.shown(version, stepOf(version, step), client)
                        .html()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private SequenceVersion known(String id) {
        return sequences.current(id).orElseThrow(SequencePages::unknown);
    }

    private static Step stepOf(SequenceVersion version, String step) {
        return version.definition().step(step).orElseThrow(SequencePages::unknown);
    }
}
