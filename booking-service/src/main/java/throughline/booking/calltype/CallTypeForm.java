package throughline.booking.calltype;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.practitioner.Practitioners;
import throughline.contract.PractitionerId;
import throughline.contract.booking.Location;
import throughline.web.problem.Problem;

/** A call type as it goes over the wire; what is not stated takes its default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallTypeForm(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String practitioner,
        @Nullable Integer durationMinutes,
        @Nullable Integer stepMinutes,
        @Nullable Integer bufferBeforeMinutes,
        @Nullable Integer bufferAfterMinutes,
        @Nullable String minimumNotice,
        @Nullable Integer bookingWindowDays,
        @Nullable Integer maxPerDay,
        @Nullable Integer maxPerWeek,
        @Nullable Integer capacity,
        CallType.@Nullable Approval approval,
        @Nullable Integer lookBusyPercent,
        @Nullable Place location,
        @Nullable List<Asked> questions) {

    private static final int DAY = 24 * 60;

    public record Place(
            Location.@Nullable Kind kind, @Nullable String text) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Asked(
            @Nullable String id,
            @Nullable String label,
            Question.@Nullable Kind kind,
            @Nullable List<String> choices,
            @Nullable Boolean required,
            @Nullable Shown showWhen) {}

    public record Shown(@Nullable String question, @Nullable String equals) {}

    public static CallTypeForm of(CallType type) {
        return new CallTypeForm(
                type.typeId(),
                type.name(),
                type.description(),
                type.practitioner().value(),
                type.duration(),
                type.step(),
                type.bufferBefore(),
                type.bufferAfter(),
                type.notice().toString(),
                type.window(),
                type.perDay(),
                type.perWeek(),
                type.capacity(),
                type.approval(),
                type.busyPercent(),
                new Place(type.location().kind(), type.location().text()),
                type.questions().stream().map(CallTypeForm::asked).toList());
    }

    private static Asked asked(Question question) {
        Question.ShowWhen when = question.showWhen();
        return new Asked(
                question.key(),
                question.label(),
                question.kind(),
                question.choices(),
                question.required(),
                when == null ? null : new Shown(when.question(), when.equals()));
    }

    /** @throws Problem naming the field that makes no sense */
    public CallType checked(String id, Practitioners practitioners) {
        PractitionerId who =
                practitioner == null ? Practitioners.ME : new PractitionerId(text("practitioner", practitioner, 64));
        if (practitioners.find(who).isEmpty()) {
            throw bad("practitioner", Sentences.of("booking.problem.noPractitioner"));
        }
        int duration = between("durationMinutes", durationMinutes, 30, 5, 12 * 60);
        return new CallType(
                id,
                text("name", name == null ? id : name, 120),
                description == null ? "" : prose("description", description, 2_000),
                who,
                duration,
                between("stepMinutes", stepMinutes, duration, 1, DAY),
                between("bufferBeforeMinutes", bufferBeforeMinutes, 0, 0, 12 * 60),
                between("bufferAfterMinutes", bufferAfterMinutes, 0, 0, 12 * 60),
                notice(),
                between("bookingWindowDays", bookingWindowDays, 60, 1, 730),
                maxPerDay == null ? null : between("maxPerDay", maxPerDay, 1, 1, 1_000),
                maxPerWeek == null ? null : between("maxPerWeek", maxPerWeek, 1, 1, 1_000),
                between("capacity", capacity, 1, 1, 1_000),
                approval == null ? CallType.Approval.AUTOMATIC : approval,
                lookBusyPercent == null ? null : between("lookBusyPercent", lookBusyPercent, 0, 0, 95),
                place(),
                askedQuestions(),
                false);
    }

    private Duration notice() {
        try {
            Duration notice = minimumNotice == null ? Duration.ZERO : Duration.parse(minimumNotice);
            if (notice.isNegative() || notice.toDays() > 365) {
                throw bad("minimumNotice", Sentences.of("booking.problem.notice"));
            }
            return notice;
        } catch (DateTimeException e) {
            throw bad("minimumNotice", Sentences.of("booking.problem.noticeForm"));
        }
    }

    private Location place() {
        if (location == null) {
            return new Location(Location.Kind.PHONE, "By phone");
        }
        Location.Kind kind = location.kind();
        if (kind == null || kind == Location.Kind.OTHER) {
            throw bad("location", Sentences.of("booking.problem.location"));
        }
        return new Location(kind, location.text() == null ? "" : oneLine("location", location.text(), 300));
    }

    private List<Question> askedQuestions() {
        List<Asked> asked = questions == null ? List.of() : questions;
        if (asked.size() > 50 || asked.stream().anyMatch(Objects::isNull)) {
            throw bad("questions", Sentences.of("booking.problem.questions"));
        }
        List<Question> checked = new ArrayList<>();
        Map<String, Question> earlier = new HashMap<>();
        for (Asked one : asked) {
            try {
                Question question = question(one, earlier);
                if (earlier.put(question.key(), question) != null) {
                    throw bad("questions", Sentences.of("booking.problem.questionTwice"));
                }
                checked.add(question);
            } catch (Problem problem) {
                throw problem.with("question", checked.size());
            }
        }
        return checked;
    }

    private static Question question(Asked asked, Map<String, Question> earlier) {
        String key = asked.id() == null ? "" : asked.id();
        if (!key.matches("[A-Za-z0-9_-]{1,40}")) {
            throw bad("questions", Sentences.of("booking.problem.questionId"));
        }
        Question.Kind kind = asked.kind() == null ? Question.Kind.TEXT : asked.kind();
        List<String> choices = asked.choices();
        boolean choice = kind == Question.Kind.CHOICE || kind == Question.Kind.CHOICES;
        if (choice
                && (choices == null
                        || choices.isEmpty()
                        || choices.size() > 50
                        || choices.stream().anyMatch(Objects::isNull)
                        || Set.copyOf(choices).size() != choices.size())) {
            throw bad("questions", Sentences.of("booking.problem.choices"));
        }
        if (choice && choices != null) {
            choices.forEach(c -> text("questions", c, 200));
        }
        return new Question(
                key,
                text("questions", asked.label() == null ? "" : asked.label(), 300),
                kind,
                choice ? choices : null,
                Boolean.TRUE.equals(asked.required()),
                showWhen(asked.showWhen(), earlier));
    }

    private static Question.@Nullable ShowWhen showWhen(@Nullable Shown when, Map<String, Question> earlier) {
        if (when == null) {
            return null;
        }
        String question = when.question();
        String equals = when.equals();
        if (question == null || equals == null || !earlier.containsKey(question)) {
            throw bad("questions", Sentences.of("booking.problem.showWhen"));
        }
        return new Question.ShowWhen(question, equals);
    }

    private static int between(String field, @Nullable Integer stated, int otherwise, int least, int most) {
        int value = stated == null ? otherwise : stated;
        if (value < least || value > most) {
            throw bad(field, Sentences.of("booking.problem.between", least, most));
        }
        return value;
    }

    private static String text(String field, String stated, int longest) {
        String text = oneLine(field, stated, longest);
        if (text.isEmpty()) {
            throw bad(field, Sentences.of("booking.problem.empty"));
        }
        return text;
    }

    private static String oneLine(String field, String stated, int longest) {
        String text = stated.strip();
        if (text.length() > longest || !Inputs.isOneLine(text)) {
            throw bad(field, Sentences.of("booking.problem.line", longest));
        }
        return text;
    }

    private static String prose(String field, String stated, int longest) {
        String text = stated.strip();
        if (text.length() > longest || !Inputs.isText(text)) {
            throw bad(field, Sentences.of("booking.problem.atMost", longest));
        }
        return text;
    }

    private static Problem bad(String field, String sentence) {
        return Inputs.unprocessable("BAD_CALL_TYPE", field, sentence);
    }
}
