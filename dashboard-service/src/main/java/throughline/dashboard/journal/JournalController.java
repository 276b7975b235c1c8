package throughline.dashboard.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.web.problem.Problem;

/** Timeline and trace for programs. */
@RestController
@RequestMapping("/api/dashboard/v1")
class JournalController {

    private static final int LARGEST = 500;
    private static final int DEEPEST = 100_000;

    private final Journal journal;
    private final TimelineTexts texts;

    JournalController(Journal journal, TimelineTexts texts) {
        this.journal = journal;
        this.texts = texts;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page<T>(List<T> items, @Nullable Integer next) {}

    /** {@code reason} is a code. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            Instant at,
            String type,
            String text,
            String service,
            @Nullable String reason,
            String id,
            Map<String, String> about) {}

    /** An event of a chain, with what led to it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Traced(
            Instant at,
            String type,
            String text,
            String service,
            String id,
            String subject,
            String key,
            long sequence,
            String correlationId,
            @Nullable String causationId,
            Map<String, String> about) {}

    /** Newest first. */
    @GetMapping("/clients/{id}/timeline")
    Page<Item> timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            Locale locale) {
        if (page < 1 || size < 1 || size > LARGEST || (long) page * size > DEEPEST) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "BAD_PAGE",
                            "Pages start at 1 and hold at most 500 items.")
                    .field(page < 1 ? "page" : "size");
        }
        TimelineText words = texts.in(locale);
        List<Entry> found = journal.ofPerson(id, (page - 1) * size, size + 1);
        return new Page<>(
                found.stream()
                        .limit(size)
                        .map(e -> new Item(
                                e.at(),
                                e.type(),
                                words.of(e),
                                e.service(),
                                e.text("reason").orElse(null),
                                e.id(),
                                e.about()))
                        .toList(),
                found.size() > size ? page + 1 : null);
    }

    /** Everything in the chains of one id, oldest first. */
    @GetMapping("/trace")
    Page<Traced> trace(@RequestParam(defaultValue = "") String q, Locale locale) {
        String id = q.strip();
        if (id.isEmpty() || id.length() > 200) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "BAD_ID",
                            "Give the id of an event, a command, a call, a delivery, an article or a client.")
                    .field("q");
        }
        TimelineText words = texts.in(locale);
        return new Page<>(
                journal.trace(id).stream()
                        .map(e -> new Traced(
                                e.at(),
                                e.type(),
                                words.of(e),
                                e.service(),
                                e.id(),
                                e.subject(),
                                e.key(),
                                e.sequence(),
                                e.correlation(),
                                e.causation(),
                                e.about()))
                        .toList(),
                null);
    }
}
