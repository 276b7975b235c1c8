package throughline.booking.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.Paged;
import throughline.contract.ClientId;
import throughline.web.problem.Problem;

/** Clients for staff: find, read, correct. */
@RestController
@RequestMapping("/api/booking/v1/clients")
class ClientsController {

    private final Clients clients;

    ClientsController(Clients clients) {
        this.clients = clients;
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

    @GetMapping("/{id}")
    Shown get(@PathVariable String id) {
        return clients.find(new ClientId(Inputs.id(id)))
                .map(client -> Shown.of(id, client))
                .orElseThrow(Inputs::notFound);
    }

    @PatchMapping("/{id}")
    Shown patch(@PathVariable String id, @RequestBody Correction correction) {
        ClientId client = new ClientId(Inputs.id(id));
        Client known = clients.find(client).orElseThrow(Inputs::notFound);
        String name = correction.name() == null ? null : PersonFields.name(correction.name());
        String phone = correction.phone() == null ? null : PersonFields.phone(correction.phone());
        EmailAddress address = correction.email() == null ? null : PersonFields.email(correction.email());
        ZoneId zone = Inputs.zone(correction.zone(), known.zone());
        boolean done = clients.correct(
                client,
                before -> new Client(
                        name == null ? before.name() : name,
                        address == null ? before.email() : address.given(),
                        address == null ? before.addressKey() : address.key(),
                        phone == null ? before.phone() : phone,
                        correction.zone() == null ? before.zone() : zone,
                        before.locale(),
                        before.consents(),
                        before.since()),
                address);
        if (!done) {
            throw Problem.of(HttpStatus.CONFLICT, "ADDRESS_TAKEN", "Another client has that address.")
                    .field("email");
        }
        return get(id);
    }
}
