package throughline.booking.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.booking.calltype.Question;
import throughline.booking.calltype.Question.Kind;
import throughline.web.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which answers are kept, as a rule book. */
class AnswersTests {

    private static final Question HURT = question("hurt", Kind.YES_NO, true, null, null);
    private static final Question WHERE =
            question("where", Kind.CHOICES, true, List.of("knee", "back", "other"), when("hurt", "yes"));
    private static final Question WHICH = question("which", Kind.TEXT, true, null, when("where", "other"));

    private static Question question(
            String key,
            Kind kind,
            boolean required,
            @Nullable List<String> choices,
            Question.@Nullable ShowWhen showWhen) {
        return new Question(key, key, kind, choices, required, showWhen);
    }

    private static Question.ShowWhen when(String question, String equals) {
        return new Question.ShowWhen(question, equals);
    }

    private static Map<String, List<String>> kept(String given) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        JsonMapper.builder()
                .build()
                .readTree(given)
                .properties()
                .forEach(property -> nodes.put(property.getKey(), property.getValue()));
        return Answers.checked(Arrays.asList(HURT, WHERE, WHICH), nodes).values();
    }

    @Test
    void anAnswerToAHiddenQuestionIsDroppedWhateverTheFormSent() {
        assertThat(kept("{\"hurt\":false,\"where\":[\"knee\"]}")).containsOnlyKeys("hurt");
    }

    @Test
    void aQuestionBehindAHiddenQuestionIsHiddenTooAlsoIfBothWereAnswered() {
        assertThat(kept("{\"hurt\":\"no\",\"where\":[\"other\"],\"which\":\"the left one\"}"))
                .containsOnlyKeys("hurt");
    }

    @Test
    void aChainOfConditionsThatHoldsKeepsEveryAnswerOfIt() {
        assertThat(kept("{\"hurt\":true,\"where\":[\"knee\",\"other\"],\"which\":\"toe\"}"))
                .containsEntry("hurt", List.of("yes"))
                .containsEntry("where", List.of("knee", "other"))
                .containsEntry("which", List.of("toe"));
    }

    @Test
    void aRequiredQuestionIsRequiredOnlyWhereItIsShown() {
        assertThat(kept("{\"hurt\":\"no\"}")).containsOnlyKeys("hurt");
        assertThatThrownBy(() -> kept("{\"hurt\":\"yes\"}"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("ANSWER_REQUIRED"));
        assertThatThrownBy(() -> kept("{\"hurt\":\"yes\",\"where\":[\"other\"],\"which\":\"  \"}"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.properties()).containsEntry("field", "which"));
    }

    @Test
    void whatNobodyAskedIsDroppedAndARefusalDoesNotRepeatTheAnswer() {
        assertThat(kept("{\"hurt\":\"no\",\"iban\":\"DE00\"}")).containsOnlyKeys("hurt");
        assertThatThrownBy(() -> kept("{\"hurt\":\"canary-answer\"}"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.detail() + problem.properties())
                                .doesNotContain("canary-answer"));
    }
}
