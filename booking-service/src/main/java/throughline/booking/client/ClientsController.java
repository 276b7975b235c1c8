package throughline.booking.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.Paged;
import throughline.booking.Sentences;
import throughline.contract.ClientId;
import throughline.web.problem.Problem;

/** Clients for staff: find, read, correct. */
@RestController
@RequestMapping("/api/booking/v1/clients")
class ClientsController {

    private static final int MOST_PAIRS = 100;

    private final Clients clients;
    private final Duplicates duplicates;

    ClientsController(Clients clients, Duplicates duplicates) {
        this.clients = clients;
        this.duplicates = duplicates;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String id,
            String name,
            String email,
            @Nullable String phone,
            ZoneId zone,
            List<Consent> consents,
            Instant since) {

        static Shown of(String id, Client client) {
            return new Shown(
                    id,
                    client.name(),
                    client.email(),
                    client.phone(),
                    client.zone(),
                    client.consents(),
                    client.since());
        }
    }

    record Correction(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String zone) {}

    @GetMapping
    Paged.Items<Shown> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(required = false) @Nullable String size) {
        Paged paged = Paged.of(page, size);
        List<Stored<Client>> found = clients.search(q, paged.skip(), paged.size() + 1);
        return paged.items(found, stored -> Shown.of(stored.id(), stored.state()));
    }

    /** The record an id leads to; its {@code id} is another one where two were joined. */
    @GetMapping("/{id}")
    Shown get(@PathVariable String id) {
        Clients.Found found = somebody(id);
        return Shown.of(found.id().value(), found.client());
    }

    private Clients.Found somebody(String id) {
        Clients.Found found = clients.lead(new ClientId(Inputs.id(id))).orElseThrow(Inputs::notFound);
        if (found.client().erasure() != null) {
            throw Problem.of(HttpStatus.GONE, "ERASED", Sentences.of("booking.problem.erased"));
        }
        return found;
    }

    @PatchMapping("/{id}")
    Shown patch(@PathVariable String id, @RequestBody Correction correction) {
        Clients.Found found = somebody(id);
        String name = correction.name() == null ? null : PersonFields.name(correction.name());
        String phone = correction.phone() == null ? null : PersonFields.phone(correction.phone());
        EmailAddress address = correction.email() == null ? null : PersonFields.email(correction.email());
        ZoneId zone = correction.zone() == null
                ? null
                : Inputs.zone(correction.zone(), found.client().zone());
        if (!clients.correct(found.id(), before -> before.corrected(name, address, phone, zone), address)) {
            throw Problem.of(HttpStatus.CONFLICT, "ADDRESS_TAKEN", Sentences.of("booking.problem.addressTaken"))
                    .field("email");
        }
        return get(id);
    }

    /** {@code client} is the one that was asked about, {@code other} may be the same person. */
    record Alike(String client, String other, String reason) {}

    record AllAlike(List<Alike> items) {}

    /** Pairs that may be one person and nobody has decided about. */
    @GetMapping("/duplicates")
    AllAlike duplicates(@RequestParam(required = false) @Nullable String client) {
        if (client == null) {
            return new AllAlike(duplicates.open(MOST_PAIRS).stream()
                    .map(pair -> new Alike(pair.client().value(), pair.other().value(), pair.reason()))
                    .toList());
        }
        ClientId id = new ClientId(Inputs.id(client));
        return new AllAlike(duplicates.of(id).stream()
                .map(pair -> new Alike(client, pair.besides(id).value(), pair.reason()))
                .toList());
    }

    /** They are two people. */
    @DeleteMapping("/{id}/duplicates/{other}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void notTheSame(@PathVariable String id, @PathVariable String other) {
        duplicates.settle(new ClientId(Inputs.id(id)), new ClientId(Inputs.id(other)));
    }
}
