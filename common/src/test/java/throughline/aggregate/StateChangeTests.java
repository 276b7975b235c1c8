package throughline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class StateChangeTests {

    @Test
    void whatIsTheSameIsNotWritten() {
        Document update = StateChange.between(
                Document.parse("{a: 1, b: [{c: 'x'}], n: null}"), Document.parse("{b: [{c: 'x'}], a: 1, n: null}"));

        assertThat(update).isEqualTo(Document.parse("{$set: {}, $push: {}}"));
    }

    @Test
    void listThatGrewIsPushedTo() {
        Document update = StateChange.between(
                Document.parse("{claims: [{id: 1}, {id: 2}]}"),
                Document.parse("{claims: [{id: 1}, {id: 2}, {id: 3}]}"));

        assertThat(update.get("$push"))
                .isEqualTo(new Document("state.claims", new Document("$each", List.of(new Document("id", 3)))));
        assertThat(update.get("$set")).isEqualTo(new Document());
    }

    @Test
    void listThatChangedAnywhereElseIsSet() {
        Document before = Document.parse("{claims: [{id: 1}, {id: 2}]}");

        for (String after : List.of("{claims: [{id: 2}]}", "{claims: [{id: 1}, {id: 9}, {id: 3}]}", "{claims: []}")) {
            assertThat(StateChange.between(before, Document.parse(after)).get("$set"))
                    .isEqualTo(
                            new Document("state.claims", Document.parse(after).get("claims")));
        }
    }

    @Test
    void emptyListAndNoListAreToldApart() {
        assertThat(StateChange.between(Document.parse("{a: []}"), Document.parse("{a: [1]}"))
                        .get("$set"))
                .isEqualTo(Document.parse("{'state.a': [1]}"));
        assertThat(StateChange.between(new Document(), Document.parse("{a: []}"))
                        .get("$set"))
                .isEqualTo(Document.parse("{'state.a': []}"));
    }

    @Test
    void whatIsGoneIsUnset() {
        Document update = StateChange.between(Document.parse("{a: 1, b: 2}"), Document.parse("{a: null}"));

        assertThat(update).isEqualTo(Document.parse("{$set: {'state.a': null}, $push: {}, $unset: {'state.b': ''}}"));
    }
}
