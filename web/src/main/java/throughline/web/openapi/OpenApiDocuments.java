package throughline.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.webmvc.api.MultipleOpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import throughline.web.peer.Peers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents as they are served: springdoc's description of a service's controllers, the problem codes of each operation,
 * the two ways to sign in. The one of all services asks the other processes for theirs.
 */
@Component
class OpenApiDocuments {

    static final List<String> SERVICES = List.of("booking", "content", "notification", "dashboard");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");
    private static final Logger log = LoggerFactory.getLogger(OpenApiDocuments.class);

    private final ObjectProvider<MultipleOpenApiWebMvcResource> generator;
    private final Peers peers;
    private final JsonMapper json;

    OpenApiDocuments(ObjectProvider<MultipleOpenApiWebMvcResource> generator, Peers peers, JsonMapper json) {
        this.generator = generator;
        this.peers = peers;
        this.json = json;
    }

    ObjectNode of(String service, HttpServletRequest request) {
        try {
            byte[] generated =
                    generator.getObject().openapiJson(request, request.getRequestURI(), service, Locale.ENGLISH);
            return finished((ObjectNode) json.readTree(generated), service);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a description cannot be written", e);
        }
    }

    ObjectNode all(HttpServletRequest request) {
        ObjectNode all = headed(json.createObjectNode(), "Throughline");
        ObjectNode paths = all.putObject("paths");
        ObjectNode schemas = components(all);
        for (String service : SERVICES) {
            JsonNode one = peers.isElsewhere(service) ? elsewhere(service) : of(service, request);
            one.path("paths").properties().forEach(path -> paths.set(path.getKey(), path.getValue()));
            one.path("components")
                    .path("schemas")
                    .properties()
                    .forEach(schema -> schemas.set(schema.getKey(), schema.getValue()));
        }
        return all;
    }

    private JsonNode elsewhere(String service) {
        try {
            String text = peers.of(service)
                    .get()
                    .uri("/api/" + service + "/openapi.json")
                    .retrieve()
                    .body(String.class);
            return json.readTree(text == null ? "{}" : text);
        } catch (RestClientException e) {
            log.warn("The description of {} cannot be had just now and is left out. {}", service, e.toString());
            return json.createObjectNode();
        }
    }

    private ObjectNode finished(ObjectNode generated, String service) {
        ObjectNode document = headed(json.createObjectNode(), "Throughline: " + service);
        ObjectNode paths = document.putObject("paths");
        ProblemCodes codes = ProblemCodes.of(service);
        generated.path("paths").properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(path -> {
                    path.getValue().properties().stream()
                            .filter(operation -> METHODS.contains(operation.getKey()))
                            .forEach(operation -> withProblems(
                                    (ObjectNode) operation.getValue(),
                                    codes.of(operation.getKey().toUpperCase(Locale.ROOT), path.getKey())));
                    paths.set(path.getKey(), path.getValue());
                });
        ObjectNode schemas = components(document);
        generated.path("components").path("schemas").properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(schema -> schemas.set(schema.getKey(), schema.getValue()));
        return document;
    }

    private static ObjectNode headed(ObjectNode document, String title) {
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", "1");
        document.putArray("servers").addObject().put("url", "/");
        return document;
    }

    /** The schema of problems and the ways to sign in are the same everywhere. */
    private static ObjectNode components(ObjectNode document) {
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        ObjectNode problem = schemas.putObject("Problem");
        problem.put("type", "object").put("description", "RFC 9457; code is stable, detail is a sentence for people");
        ObjectNode properties = problem.putObject("properties");
        for (String text : List.of("type", "title", "detail", "instance", "code", "field")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        properties
                .putObject("alternatives")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
        problem.putArray("required").add("status").add("code");
        ObjectNode signIn = components.putObject("securitySchemes");
        signIn.putObject("token").put("type", "http").put("scheme", "bearer");
        return schemas;
    }

    private static void withProblems(ObjectNode operation, Map<Integer, Set<String>> problems) {
        JsonNode known = operation.path("responses");
        ObjectNode responses = known instanceof ObjectNode object ? object : operation.putObject("responses");
        List<String> invented = new ArrayList<>();
        responses.propertyNames().stream()
                .filter(status -> !status.startsWith("2"))
                .forEach(invented::add);
        responses.remove(invented);
        if (problems.containsKey(401)) {
            operation.putArray("security").addObject().putArray("token");
        }
        problems.forEach((status, codes) -> responses.set(Integer.toString(status), problem(codes)));
    }

    private static ObjectNode problem(Set<String> codes) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("description", String.join(", ", codes));
        ObjectNode schema = response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema");
        ArrayNode both = schema.putArray("allOf");
        both.addObject().put("$ref", "#/components/schemas/Problem");
        ArrayNode values =
                both.addObject().putObject("properties").putObject("code").putArray("enum");
        codes.forEach(values::add);
        return response;
    }
}
