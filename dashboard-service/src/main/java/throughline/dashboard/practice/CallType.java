package throughline.dashboard.practice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of call, with the questions of its form. */
public record CallType(
        String id,
        String name,
        @Nullable Integer durationMinutes,
        @Nullable List<Question> questions) {

    public record Question(String id, String label) {}

    /** What a question was called on the form. */
    public String label(String question) {
        return questions == null
                ? question
                : questions.stream()
                        .filter(q -> q.id().equals(question))
                        .map(Question::label)
                        .findFirst()
                        .orElse(question);
    }
}
