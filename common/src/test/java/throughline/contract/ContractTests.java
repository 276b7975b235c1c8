package throughline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.Outcome;
import throughline.event.EventJson;
import throughline.event.EventTypes;
import tools.jackson.databind.json.JsonMapper;

/** The contract with everybody who reads our topics: what once was published can be read for ever. */
class ContractTests {

    private final EventJson json = new EventJson();
    private final JsonMapper plain = new JsonMapper();

    static Stream<String> types() {
        return EventTypes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theGoldenSampleStillParsesAndLosesNothing(String type) throws IOException {
        String sample = resource("samples", type);

        Event event = json.read(
                sample.getBytes(StandardCharsets.UTF_8), EventTypes.named(type).orElseThrow());

        assertThat(plain.readTree(json.write(event))).isEqualTo(plain.readTree(sample));
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsPublishedSatisfiesTheSchema(String type) throws IOException {
        Event event = json.read(
                resource("samples", type).getBytes(StandardCharsets.UTF_8),
                EventTypes.named(type).orElseThrow());

        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("schemas", type))
                .validate(json.write(event), InputFormat.JSON);

        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aMissingRequiredFieldDoesNotSatisfyTheSchema(String type) throws IOException {
        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("schemas", type))
                .validate("{}", InputFormat.JSON);

        assertThat(errors).isNotEmpty();
    }

    @Test
    void aValueOfTomorrowIsReadAsOther() {
        String event =
                "{\"callId\":\"c\",\"clientId\":\"p\",\"outcome\":\"MOVED_ABROAD\",\"revision\":1,\"more\":{\"x\":1}}";

        CallOutcomeRecorded read = json.read(event.getBytes(StandardCharsets.UTF_8), CallOutcomeRecorded.class);

        assertThat(read.outcome()).isEqualTo(Outcome.OTHER);
        assertThat(read.corrects()).isNull();
    }

    private static String resource(String folder, String type) throws IOException {
        String name = "/" + folder + "/" + type.replaceFirst("\\.v1$", "") + "/1.json";
        try (InputStream in = ContractTests.class.getResourceAsStream(name)) {
            assertThat(in).as("every event has " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
