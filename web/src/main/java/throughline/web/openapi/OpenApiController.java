package throughline.web.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.web.problem.Problem;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/openapi.json} for everything, {@code /api/<service>/openapi.json} for one service; both open to everybody. */
@RestController
@Hidden
class OpenApiController {

    private final OpenApiDocuments documents;

    OpenApiController(OpenApiDocuments documents) {
        this.documents = documents;
    }

    @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode all(HttpServletRequest request) {
        return documents.all(request);
    }

    @GetMapping(path = "/api/{service}/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode one(@PathVariable String service, HttpServletRequest request) {
        if (!OpenApiDocuments.SERVICES.contains(service)) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no service by that name.");
        }
        return documents.of(service, request);
    }
}
