package throughline.booking.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypeForm;
import throughline.booking.calltype.Question;
import throughline.contract.booking.Location;

/**
 * The fields of a call type's page as they were typed, so that nothing is lost by an error. The names are those of the HTTP
 * interface.
 */
record TypeFields(Map<String, String> typed, List<Asked> questions) {

    private static final int MOST_QUESTIONS = 60;
    private static final int LONGEST = 11_000;
    private static final List<String> NAMES = List.of(
            "name",
            "description",
            "practitioner",
            "durationMinutes",
            "stepMinutes",
            "bufferBeforeMinutes",
            "bufferAfterMinutes",
            "notice",
            "noticeUnit",
            "bookingWindowDays",
            "maxPerDay",
            "maxPerWeek",
            "capacity",
            "approval",
            "lookBusyPercent",
            "kind",
            "place");

    /** A question; {@code choices} one a line, {@code whenQuestion} the id of an earlier one. Without a label it is none. */
    record Asked(
            String id,
            String label,
            String kind,
            String choices,
            boolean required,
            String whenQuestion,
            String whenEquals) {

        private static final Asked EMPTY = new Asked("", "", "TEXT", "", false, "", "");
    }

    TypeFields {
        typed = Map.copyOf(typed);
        questions = List.copyOf(questions);
    }

    /** For the template: what stands in a field, or nothing. */
    public String get(String name) {
        return typed.getOrDefault(name, "");
    }

    static TypeFields of(CallTypeForm type) {
        Map<String, String> typed = new LinkedHashMap<>();
        put(typed, "name", type.name());
        put(typed, "description", type.description());
        put(typed, "practitioner", type.practitioner());
        put(typed, "durationMinutes", type.durationMinutes());
        put(typed, "stepMinutes", type.stepMinutes());
        put(typed, "bufferBeforeMinutes", type.bufferBeforeMinutes());
        put(typed, "bufferAfterMinutes", type.bufferAfterMinutes());
        put(typed, "bookingWindowDays", type.bookingWindowDays());
        put(typed, "maxPerDay", type.maxPerDay());
        put(typed, "maxPerWeek", type.maxPerWeek());
        put(typed, "capacity", type.capacity());
        put(typed, "approval", type.approval());
        put(typed, "lookBusyPercent", type.lookBusyPercent());
        CallTypeForm.Place place = type.location();
        put(typed, "kind", place == null ? null : place.kind());
        put(typed, "place", place == null ? null : place.text());
        Duration notice = Duration.parse(type.minimumNotice() == null ? "PT0S" : type.minimumNotice());
        Unit unit = Unit.of(notice);
        put(typed, "notice", notice.toMinutes() / unit.minutes);
        put(typed, "noticeUnit", unit);
        List<CallTypeForm.Asked> asked = type.questions() == null ? List.of() : type.questions();
        return new TypeFields(typed, asked.stream().map(TypeFields::asked).toList());
    }

    private static void put(Map<String, String> typed, String name, @Nullable Object value) {
        if (value != null) {
            typed.put(name, value.toString());
        }
    }

    private static Asked asked(CallTypeForm.Asked question) {
        CallTypeForm.Shown when = question.showWhen();
        List<String> choices = question.choices();
        return new Asked(
                given(question.id()),
                given(question.label()),
                question.kind() == null ? "TEXT" : question.kind().name(),
                choices == null ? "" : String.join("\n", choices),
                Boolean.TRUE.equals(question.required()),
                when == null ? "" : given(when.question()),
                when == null ? "" : given(when.equals()));
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    static TypeFields sent(MultiValueMap<String, String> fields) {
        Map<String, String> typed = new LinkedHashMap<>();
        NAMES.forEach(name -> typed.put(name, text(fields, name)));
        return new TypeFields(
                typed,
                IntStream.range(0, MOST_QUESTIONS)
                        .filter(row -> fields.containsKey("q_label_" + row))
                        .filter(row -> !fields.containsKey("q_remove_" + row))
                        .mapToObj(row -> new Asked(
                                text(fields, "q_id_" + row),
                                text(fields, "q_label_" + row),
                                text(fields, "q_kind_" + row),
                                text(fields, "q_choices_" + row),
                                fields.containsKey("q_required_" + row),
                                text(fields, "q_whenQuestion_" + row),
                                text(fields, "q_whenEquals_" + row)))
                        .filter(asked -> !asked.label().isEmpty()
                                || !asked.choices().isEmpty()
                                || !asked.id().isEmpty())
                        .toList());
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        String value = given(fields.getFirst(name));
        return value.substring(0, Math.min(value.length(), LONGEST)).strip();
    }

    TypeFields withRoom() {
        List<Asked> more = new ArrayList<>(questions);
        more.add(Asked.EMPTY);
        return new TypeFields(typed, more);
    }

    /** What is to be checked; a field that should be a number and is none goes to {@code errors} by its name. */
    CallTypeForm form(Map<String, String> errors, String noNumber) {
        return new CallTypeForm(
                null,
                get("name"),
                get("description"),
                get("practitioner").isEmpty() ? null : get("practitioner"),
                number("durationMinutes", errors, noNumber),
                number("stepMinutes", errors, noNumber),
                number("bufferBeforeMinutes", errors, noNumber),
                number("bufferAfterMinutes", errors, noNumber),
                notice(errors, noNumber),
                number("bookingWindowDays", errors, noNumber),
                number("maxPerDay", errors, noNumber),
                number("maxPerWeek", errors, noNumber),
                number("capacity", errors, noNumber),
                one(CallType.Approval.values(), get("approval")),
                number("lookBusyPercent", errors, noNumber),
                new CallTypeForm.Place(one(Location.Kind.values(), get("kind")), get("place")),
                asked());
    }

    private @Nullable Integer number(String name, Map<String, String> errors, String noNumber) {
        String text = get(name);
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,6}")) {
            errors.put(name, noNumber);
            return null;
        }
        return Integer.valueOf(text);
    }

    private String notice(Map<String, String> errors, String noNumber) {
        Integer amount = number("notice", errors, noNumber);
        Unit unit = Optional.ofNullable(one(Unit.values(), get("noticeUnit"))).orElse(Unit.HOURS);
        return Duration.ofMinutes(amount == null ? 0L : (long) amount * unit.minutes)
                .toString();
    }

    private List<CallTypeForm.Asked> asked() {
        List<CallTypeForm.Asked> asked = new ArrayList<>();
        for (Asked one : questions) {
            List<String> choices = one.choices()
                    .lines()
                    .map(String::strip)
                    .filter(choice -> !choice.isEmpty())
                    .toList();
            asked.add(new CallTypeForm.Asked(
                    one.id().isEmpty() ? newId(asked) : one.id(),
                    one.label(),
                    one(Question.Kind.values(), one.kind()),
                    choices,
                    one.required(),
                    one.whenQuestion().isEmpty()
                            ? null
                            : new CallTypeForm.Shown(one.whenQuestion(), one.whenEquals())));
        }
        return asked;
    }

    /** The first of q1, q2 … that no question has: answers already given keep their question. */
    private String newId(List<CallTypeForm.Asked> before) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> "q" + i)
                .filter(id -> questions.stream().noneMatch(q -> q.id().equals(id))
                        && before.stream().noneMatch(q -> id.equals(q.id())))
                .findFirst()
                .orElseThrow();
    }

    private static <E extends Enum<E>> @Nullable E one(E[] values, String name) {
        return Arrays.stream(values)
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** In which a notice is typed. */
    enum Unit {
        DAYS(24 * 60),
        HOURS(60),
        MINUTES(1);

        private final int minutes;

        Unit(int minutes) {
            this.minutes = minutes;
        }

        /** The largest that says it without a remainder; hours for none at all. */
        static Unit of(Duration time) {
            if (time.isZero()) {
                return HOURS;
            }
            return Arrays.stream(values())
                    .filter(unit -> time.toMinutes() % unit.minutes == 0)
                    .findFirst()
                    .orElse(MINUTES);
        }
    }
}
