package throughline.notification.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.notification.suppression.Purpose;
import throughline.service.PracticeSettings;
import throughline.web.problem.Problem;

/**
 * Lists of subscribers, in and out. A list that comes in must say of each line when and to what the person agreed; it can
 * never bring back who has unsubscribed, must not be written to, or was erased.
 */
@Component
class SubscriberLists {

    private static final List<String> COLUMNS = List.of("email", "name", "purpose", "consentAt", "consentText");
    private static final int LARGEST = 5 * 1024 * 1024;
    private static final int MOST_ROWS = 50_000;
    private static final int LONGEST_CELL = 2_000;

    private final Subscriptions subscriptions;
    private final Clock clock;
    private final ZoneId zone;

    SubscriberLists(Subscriptions subscriptions, PracticeSettings practice, Clock clock) {
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.zone = practice.zone();
    }

    /** A line that was not taken; {@code line} counts from 1, the heading included. */
    record NotTaken(int line, String code) {}

    /** @param already who gets these mails anyway */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(int rows, int imported, int already, List<NotTaken> refused) {}

    Report read(byte[] file) {
        if (file.length > LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", "A list has at most 5 MB.");
        }
        List<List<String>> rows = Csv.read(new String(file, StandardCharsets.UTF_8));
        if (rows.isEmpty() || rows.size() > MOST_ROWS + 1) {
            throw refused("BAD_LIST", "A list has a heading and at most 50,000 lines.");
        }
        Map<String, Integer> columns = columns(rows.getFirst());
        int imported = 0;
        int already = 0;
        List<NotTaken> refused = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            String result = take(rows.get(i), columns);
            switch (result) {
                case "imported" -> imported++;
                case "already" -> already++;
                default -> refused.add(new NotTaken(i + 1, result));
            }
        }
        return new Report(rows.size() - 1, imported, already, refused);
    }

    private static Map<String, Integer> columns(List<String> heading) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < heading.size(); i++) {
            String name = heading.get(i).strip().toLowerCase(Locale.ROOT);
            int index = i;
            COLUMNS.stream()
                    .filter(c -> c.toLowerCase(Locale.ROOT).equals(name))
                    .forEach(c -> columns.put(c, index));
        }
        if (!columns.containsKey("email") || !columns.containsKey("consentAt") || !columns.containsKey("consentText")) {
            throw refused(
                    "BAD_LIST", "The heading needs email, consentAt and consentText; name and purpose may be there.");
        }
        return columns;
    }

    private String take(List<String> row, Map<String, Integer> columns) {
        if (row.stream().anyMatch(cell -> cell.length() > LONGEST_CELL)) {
            return "TOO_LONG";
        }
        String purpose = cell(row, columns, "purpose");
        String text = cell(row, columns, "consentText");
        if (!purpose.isEmpty() && !purpose.equals(Purpose.ARTICLES.code())) {
            return "UNKNOWN_PURPOSE";
        }
        if (text.isEmpty() || cell(row, columns, "consentAt").isEmpty()) {
            return "NO_PROOF";
        }
        Optional<Instant> at = instant(cell(row, columns, "consentAt"));
        if (at.isEmpty() || at.get().isAfter(clock.instant())) {
            return "BAD_TIME";
        }
        try {
            String email = Addresses.checked(cell(row, columns, "email"));
            return subscriptions.importConsent(email, cell(row, columns, "name"), at.get(), text);
        } catch (Problem problem) {
            return problem.code();
        }
    }

    /** A date alone counts from its beginning in the practice's zone. */
    private Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Everyone who has ever asked, with what came of it; nobody who was erased. */
    String write() {
        StringBuilder list = new StringBuilder(
                Csv.line(List.of("email", "name", "purpose", "consentAt", "consentText", "state", "how")));
        subscriptions.forEach(one -> list.append(Csv.line(List.of(
                one.email(),
                one.name() == null ? "" : one.name(),
                one.purpose().code(),
                one.proof().at().toString(),
                subscriptions.consentText(one.proof().textVersion()),
                one.state().name().toLowerCase(Locale.ROOT),
                one.proof().how()))));
        return list.toString();
    }

    private static String cell(List<String> row, Map<String, Integer> columns, String name) {
        Integer index = columns.get(name);
        return index == null || index >= row.size() ? "" : row.get(index).strip();
    }

    private static Problem refused(String code, String sentence) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, sentence);
    }
}
