package throughline.booking.waiting;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.web.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * What {@code preferred} says: a text, an object, or a list of objects.
 *
 * <pre>
 * "Mornings, best before ten"
 * {"days": ["MON", "TUE"], "from": "08:00", "to": "12:00", "earliest": "2026-12-01", "latest": "2026-12-20", "text": "…"}
 * [{"days": ["MON"], "from": "08:00"}, {"days": ["FRI"]}]       // any of them fits
 * </pre>
 *
 * A text is read by people only: to the list every time of the call fits then.
 *
 * @param wishes none means any time
 */
record Preferred(List<Wish> wishes, @Nullable String text) {

    static final int LONGEST = 500;

    private static final int MOST_WISHES = 20;

    /** @throws Problem 422 {@code BAD_PREFERRED} */
    static Preferred read(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return new Preferred(List.of(), null);
        }
        if (given.isString()) {
            return new Preferred(List.of(), text(given.stringValue()));
        }
        List<JsonNode> parts = given.isArray() ? given.valueStream().toList() : List.of(given);
        if (parts.size() > MOST_WISHES || parts.stream().anyMatch(part -> !part.isObject())) {
            throw bad(Sentences.of("booking.problem.preferred", LONGEST, MOST_WISHES));
        }
        String text = parts.stream()
                .map(part -> part.path("text"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .reduce((a, b) -> a + "\n" + b)
                .map(Preferred::text)
                .orElse(null);
        return new Preferred(
                parts.stream()
                        .map(Preferred::wish)
                        .filter(wish -> !wish.equals(ANY))
                        .toList(),
                text);
    }

    private static final Wish ANY = new Wish(List.of(), null, null, null, null);

    static @Nullable String text(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        if (text.length() > LONGEST || !Inputs.isText(text)) {
            throw bad(Sentences.of("booking.problem.atMost", LONGEST));
        }
        return text.isEmpty() ? null : text;
    }

    private static Wish wish(JsonNode given) {
        List<DayOfWeek> days = new ArrayList<>();
        JsonNode stated = given.path("days");
        if (!stated.isMissingNode() && !stated.isNull()) {
            if (!stated.isArray()) {
                throw bad(Sentences.of("booking.problem.dayList"));
            }
            stated.forEach(day -> days.add(day(day)));
        }
        String to = value(given, "to");
        Wish wish = new Wish(
                days.stream().distinct().sorted().toList(),
                read(value(given, "from"), LocalTime::parse),
                "24:00".equals(to) ? null : read(to, LocalTime::parse),
                read(value(given, "earliest"), LocalDate::parse),
                read(value(given, "latest"), LocalDate::parse));
        boolean backwards =
                (wish.from() != null && wish.to() != null && !wish.from().isBefore(wish.to()))
                        || (wish.earliest() != null
                                && wish.latest() != null
                                && wish.earliest().isAfter(wish.latest()));
        if (backwards) {
            throw bad(Sentences.of("booking.problem.rangeOrder"));
        }
        return wish;
    }

    private static DayOfWeek day(JsonNode given) {
        String name = given.isString() ? given.stringValue() : "";
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name.length() >= 3
                        && (day.name().equals(name)
                                || day.name().substring(0, 3).equals(name)))
                .findFirst()
                .orElseThrow(() -> bad(Sentences.of("booking.problem.wishDays")));
    }

    private static @Nullable String value(JsonNode given, String name) {
        JsonNode value = given.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw bad(Sentences.of("booking.problem.wishText", name));
        }
        return value.stringValue();
    }

    private static <T> @Nullable T read(@Nullable String text, Function<String, T> how) {
        try {
            return text == null ? null : how.apply(text);
        } catch (DateTimeException e) {
            throw bad(Sentences.of("booking.problem.wishTimes"));
        }
    }

    private static Problem bad(String sentence) {
        return Inputs.unprocessable("BAD_PREFERRED", "preferred", sentence);
    }
}
