package throughline.booking.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.client.Clients;
import throughline.booking.client.Erasure;
import throughline.contract.ClientId;

/** Erasing a client, and the receipt that shows what became of it. */
@RestController
@RequestMapping("/api/booking/v1/clients/{id}")
class ErasureController {

    private final Clients clients;
    private final Erasing erasing;

    ErasureController(Clients clients, Erasing erasing) {
        this.clients = clients;
        this.erasing = erasing;
    }

    /** {@code at} is absent until the service has confirmed for every id the person had. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Confirmed(String service, @Nullable Instant at) {}

    record Receipt(String receipt, String clientId, Instant at, boolean complete, List<Confirmed> services) {

        static Receipt of(ClientId id, Erasure erasure) {
            List<Confirmed> services = Erasure.SERVICES.stream()
                    .map(service ->
                            new Confirmed(service, confirmed(erasure, service).orElse(null)))
                    .toList();
            boolean complete = services.stream().allMatch(service -> service.at() != null);
            return new Receipt(erasure.receipt(), id.value(), erasure.at(), complete, services);
        }

        private static Optional<Instant> confirmed(Erasure erasure, String service) {
            List<Erasure.Confirmation> ours = erasure.confirmations().stream()
                    .filter(c -> c.service().equals(service))
                    .toList();
            return ours.size() < erasure.clients().size()
                    ? Optional.empty()
                    : ours.stream().map(Erasure.Confirmation::at).max(Comparator.naturalOrder());
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Receipt erase(@PathVariable String id) {
        Clients.Found found = find(id);
        return Receipt.of(found.id(), erasing.begin(found));
    }

    @GetMapping("/erasure")
    Receipt receipt(@PathVariable String id) {
        Clients.Found found = find(id);
        Erasure erasure = found.client().erasure();
        if (erasure == null) {
            throw Inputs.notFound();
        }
        return Receipt.of(found.id(), erasure);
    }

    private Clients.Found find(String id) {
        return clients.lead(new ClientId(Inputs.id(id))).orElseThrow(Inputs::notFound);
    }
}
