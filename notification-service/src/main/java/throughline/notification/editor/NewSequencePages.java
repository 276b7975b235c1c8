package throughline.notification.editor;

import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.Definition.Approval;
import throughline.notification.sequence.Definition.Trigger;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.notification.sequence.SequenceRules;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;

/** {@code /staff/sequences/new}: a sequence from scratch, or a copy of one that is there. It begins as a draft, which nobody starts. */
@Controller
class NewSequencePages {

    /** What a sequence can be started by from here; the interface takes every event of the catalogue. */
    static final Map<String, Trigger> STARTS = Map.of(
            "INTERESTED", outcome("INTERESTED"),
            "BECAME_CLIENT", outcome("BECAME_CLIENT"),
            "NOT_NOW", outcome("NOT_NOW"),
            "NOT_A_FIT", outcome("NOT_A_FIT"),
            "NO_SHOW", outcome("NO_SHOW"),
            "CallRequested", new Trigger("CallRequested", Map.of("state", "CONFIRMED")),
            "CallCancelled", new Trigger("CallCancelled", Map.of()),
            "SubscriptionConfirmed", new Trigger("SubscriptionConfirmed", Map.of()));

    private static final List<String> SHOWN = List.of(
            "INTERESTED",
            "BECAME_CLIENT",
            "NOT_NOW",
            "NOT_A_FIT",
            "NO_SHOW",
            "CallRequested",
            "CallCancelled",
            "SubscriptionConfirmed");

    /** Words that pages beside the sequences have taken. */
    private static final Set<String> TAKEN = Set.of("", "new", "approvals", "why", "people");

    private static final int LONGEST_ID = 56;
    private static final String ARTICLE = "article";

    private final Sequences sequences;
    private final SequencePages pages;

    NewSequencePages(Sequences sequences, SequencePages pages) {
        this.sequences = sequences;
        this.pages = pages;
    }

    private static Trigger outcome(String outcome) {
        return new Trigger("CallOutcomeRecorded", Map.of("outcome", outcome));
    }

    /** One that can be copied. */
    record Example(String id, String name) {}

    @GetMapping("/staff/sequences/new")
    String form(Model model) {
        return form("", "", "INTERESTED", null, model);
    }

    private String form(String name, String copy, String start, @Nullable String wrong, Model model) {
        model.addAttribute("name", name);
        model.addAttribute("copy", copy);
        model.addAttribute("start", start);
        model.addAttribute("starts", SHOWN);
        model.addAttribute("wrong", wrong);
        model.addAttribute(
                "models",
                sequences.current().stream()
                        .filter(one -> !one.sequence().equals(ARTICLE)
                                && !one.definition().steps().isEmpty())
                        .map(one -> new Example(one.sequence(), one.definition().name()))
                        .toList());
        return "notification/sequence-new";
    }

    @PostMapping("/staff/sequences")
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String copy,
            @RequestParam(defaultValue = "") String start,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        Optional<SequenceVersion> like = copy.isEmpty() ? Optional.empty() : sequences.current(copy);
        Definition fresh = like.map(one -> copied(one.definition(), name, start))
                .orElseGet(() -> fromScratch(name, start, locale));
        String id = freeId(name);
        Optional<SequenceRules.Broken> broken = SequenceRules.broken(id, fresh);
        if (broken.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(name, copy, start, broken.get().sentence(), model);
        }
        sequences.save(id, fresh, true);
        return "redirect:/staff/sequences/" + id;
    }

    private static Definition copied(Definition like, String name, String start) {
        return new Definition(
                name.strip(),
                STARTS.getOrDefault(start, like.trigger()),
                like.goals(),
                like.steps(),
                like.window(),
                like.approval(),
                like.zone(),
                like.priority());
    }

    private Definition fromScratch(String name, String start, Locale locale) {
        Trigger trigger = STARTS.getOrDefault(start, outcome("INTERESTED"));
        Step first = new Step(
                "step-1",
                Span.parse("P1D"),
                null,
                LocalTime.of(9, 0),
                List.of(),
                DeliveryClass.AT_MOST_ONCE,
                Step.IfLate.NEXT_WINDOW,
                null,
                new Step.Template(
                        pages.text("notification.editor.new.subject", locale),
                        pages.text("notification.editor.new.text", locale)));
        boolean aboutBooking = trigger.event().equals("CallRequested");
        return new Definition(
                name.strip(),
                trigger,
                aboutBooking ? List.of() : Definition.GOALS_UNLESS_STATED,
                List.of(first),
                null,
                Approval.NONE,
                ZoneOf.CLIENT,
                0);
    }

    /** The name in small letters and hyphens; with a number where that is taken. */
    private String freeId(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String base = plain.length() > LONGEST_ID ? plain.substring(0, LONGEST_ID) : plain;
        String id = TAKEN.contains(base) ? "sequence" : base;
        String stem = id;
        for (int number = 2; sequences.current(id).isPresent(); number++) {
            id = stem + "-" + number;
        }
        return id;
    }
}
