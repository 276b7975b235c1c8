package throughline.booking.export;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientException;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.call.CallViews;
import throughline.booking.call.Calls;
import throughline.booking.client.Client;
import throughline.booking.client.Clients;
import throughline.booking.intake.Intakes;
import throughline.booking.note.Notes;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.service.PracticeSettings;
import throughline.web.peer.Peers;
import throughline.web.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET …/clients/{id}/export}: one JSON file. Booking's own part is complete or the request fails; another service that does
 * not answer is named under {@code missing}.
 */
@RestController
class ExportController {

    private static final int PAGE = 500;
    private static final int MOST_PAGES = 200;
    private static final Logger log = LoggerFactory.getLogger(ExportController.class);

    private final Clients clients;
    private final Calls calls;
    private final CallViews views;
    private final Intakes intakes;
    private final Notes notes;
    private final Peers peers;
    private final PracticeSettings practice;
    private final Clock clock;

    ExportController(
            Clients clients,
            Calls calls,
            CallViews views,
            Intakes intakes,
            Notes notes,
            Peers peers,
            PracticeSettings practice,
            Clock clock) {
        this.clients = clients;
        this.calls = calls;
        this.views = views;
        this.intakes = intakes;
        this.notes = notes;
        this.peers = peers;
        this.practice = practice;
        this.clock = clock;
    }

    @GetMapping("/api/booking/v1/clients/{id}/export")
    ResponseEntity<Map<String, Object>> export(@PathVariable String id) {
        Clients.Found found = clients.lead(new ClientId(Inputs.id(id))).orElseThrow(Inputs::notFound);
        if (found.client().erasure() != null) {
            throw Problem.of(HttpStatus.GONE, "ERASED", Sentences.of("booking.problem.erased"));
        }
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("client-" + found.id() + ".json")
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(file(found));
    }

    private Map<String, Object> file(Clients.Found found) {
        List<String> missing = new ArrayList<>();
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("format", "throughline-client/1");
        file.put("exportedAt", clock.instant());
        file.put("practice", practice.practice());
        file.put("client", client(found));
        file.put("calls", calls(found.id()));
        file.put("notes", notes.about(found.id()));
        ask("notification", "/api/notification/v1/clients/" + found.id(), missing)
                .ifPresent(part -> file.put("notification", part));
        file.put("timeline", timeline(found.id(), missing));
        file.put("missing", missing);
        return file;
    }

    private static Map<String, Object> client(Clients.Found found) {
        Client client = found.client();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", found.id());
        shown.put("formerIds", client.others());
        shown.put("name", client.name());
        shown.put("email", client.email());
        shown.put("phone", client.phone());
        shown.put("zone", client.zone());
        shown.put("language", client.locale());
        shown.put("consents", client.consents());
        shown.put("since", client.since());
        return shown;
    }

    private record CallPart(CallViews.CallView call, List<Intakes.Written> written) {}

    private List<CallPart> calls(ClientId id) {
        return views.of(calls.ofClient(id)).stream()
                .map(view -> new CallPart(view, intakes.writtenAbout(new CallId(view.callId()))))
                .toList();
    }

    /** All pages of it, newest first. */
    private List<JsonNode> timeline(ClientId id, List<String> missing) {
        List<JsonNode> all = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            Optional<JsonNode> part = ask(
                    "dashboard",
                    "/api/dashboard/v1/clients/" + id + "/timeline?size=" + PAGE + "&page=" + page,
                    missing);
            part.ifPresent(list -> list.path("items").forEach(all::add));
            more = part.filter(list -> list.hasNonNull("next")).isPresent();
        }
        return all;
    }

    private Optional<JsonNode> ask(String service, String path, List<String> missing) {
        try {
            return Optional.ofNullable(
                    peers.of(service).get().uri(path).retrieve().body(JsonNode.class));
        } catch (RestClientException e) {
            log.warn(
                    "The {} service did not answer for an export; the file says that its part is missing.", service, e);
            missing.add(service);
            return Optional.empty();
        }
    }
}
