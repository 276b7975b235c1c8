package throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the HTTP interface. What stands in {@code src/test/resources/openapi} is promised: it may grow, nothing of
 * it may go or change. {@code mvn -pl standalone -am test -Dtest=OpenApiTests -Dopenapi.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false} writes down what is there now; look at the difference before it is committed.
 */
@SpringBootTest(
        classes = Standalone.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"throughline.clock=simulated:2027-03-01T08:00:00Z", "throughline.smtp.tls=none"})
class OpenApiTests {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path PROMISED = Path.of("src/test/resources/openapi");
    private static final Pattern CODE =
            Pattern.compile("(?:Problem\\s*\\.of\\(\\s*HttpStatus\\.\\w+,\\s*|unprocessable\\(\\s*)\"([A-Z][A-Z_]+)\"");

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"booking", "content", "notification", "dashboard"})
    void whatIsPromisedStays(String service) throws IOException {
        JsonNode now = read("/api/" + service + "/openapi.json");
        Path file = PROMISED.resolve(service + ".json");
        if (Boolean.getBoolean("openapi.update")) {
            Files.createDirectories(PROMISED);
            Files.writeString(file, JSON.writeValueAsString(now) + "\n");
        }

        List<String> broken = new ArrayList<>();
        compare("", JSON.readTree(Files.readString(file)), now, broken);

        assertThat(broken).isEmpty();
    }

    private static void compare(String at, JsonNode promised, JsonNode now, List<String> broken) {
        if (promised.isObject()) {
            for (Map.Entry<String, JsonNode> part : promised.properties()) {
                compare(at + "/" + part.getKey(), part.getValue(), now.path(part.getKey()), broken);
            }
        } else if (promised.isArray()) {
            for (JsonNode part : promised) {
                if (now.valueStream().noneMatch(part::equals)) {
                    broken.add(at + " no longer has " + part);
                }
            }
        } else if (!at.endsWith("/description") && !at.endsWith("/operationId") && !promised.equals(now)) {
            broken.add(at + " was " + promised + " and is " + now);
        }
    }

    @Test
    void theWholeDescriptionHasEveryServiceAndIsOpen() {
        JsonNode all = read("/api/openapi.json");

        for (String path : List.of(
                "/api/booking/v1/calls",
                "/api/booking/v1/call-requests",
                "/api/content/v1/articles",
                "/api/notification/v1/sequences/{id}",
                "/api/dashboard/v1/health")) {
            assertThat(all.path("paths").has(path)).as(path).isTrue();
        }
        assertThat(all.path("openapi").stringValue()).isEqualTo("3.1.0");
        JsonNode book = all.path("paths").path("/api/booking/v1/calls").path("post");
        assertThat(book.path("security").isMissingNode()).isTrue();
        assertThat(book.path("responses").path("409").toString()).contains("SLOT_TAKEN", "problem+json");
        assertThat(all.path("paths")
                        .path("/api/booking/v1/calls")
                        .path("get")
                        .path("security")
                        .isArray())
                .isTrue();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode all = read("/api/openapi.json");

        Matcher references = Pattern.compile("#/components/schemas/([^\"]+)").matcher(all.toString());
        while (references.find()) {
            assertThat(all.path("components").path("schemas").has(references.group(1)))
                    .as(references.group(1))
                    .isTrue();
        }
    }

    /** Codes of pages only are no part of the interface. */
    @Test
    void everyProblemCodeOfBookingIsDescribed() {
        String described = read("/api/booking/openapi.json").toString();

        assertThat(codesOf(Path.of("../booking-service/src/main/java")))
                .hasSizeGreaterThan(20)
                .filteredOn(code -> !List.of("OFFER_OVER").contains(code))
                .allMatch(code -> described.contains("\"" + code + "\""));
    }

    private static List<String> codesOf(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> CODE.matcher(text(file)).results())
                    .map(found -> found.group(1))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
