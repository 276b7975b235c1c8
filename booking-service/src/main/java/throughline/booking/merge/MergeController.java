package throughline.booking.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.client.Clients;
import throughline.contract.ClientId;
import throughline.web.problem.Problem;

/** {@code POST …/clients/{id}/merge {with}}: the record named in {@code with} is joined into the one of the address. */
@RestController
class MergeController {

    private static final Logger log = LoggerFactory.getLogger(MergeController.class);

    private final Merging merging;
    private final Clients clients;

    MergeController(Merging merging, Clients clients) {
        this.merging = merging;
        this.clients = clients;
    }

    record With(@Nullable String with) {}

    record Merged(String id, List<String> merged) {}

    @PostMapping("/api/booking/v1/clients/{id}/merge")
    Merged merge(@PathVariable String id, @RequestBody With with) {
        if (with.with() == null) {
            throw Inputs.malformed("with");
        }
        Clients.Found stays = somebody(id);
        Clients.Found other = somebody(with.with());
        if (stays.id().equals(other.id()) && id.equals(with.with())) {
            throw Inputs.unprocessable("SAME_CLIENT", "with", Sentences.of("booking.problem.sameClient"));
        }
        if (!stays.id().equals(other.id())) {
            merging.join(stays.id(), other.id());
            log.info("Client {} was merged into client {}.", other.id(), stays.id());
        }
        return new Merged(
                stays.id().value(),
                somebody(id).client().others().stream().map(ClientId::value).toList());
    }

    private Clients.Found somebody(String id) {
        Clients.Found found = clients.lead(new ClientId(Inputs.id(id))).orElseThrow(Inputs::notFound);
        if (found.client().erasure() != null) {
            throw Problem.of(HttpStatus.GONE, "ERASED", Sentences.of("booking.problem.erased"));
        }
        return found;
    }
}
