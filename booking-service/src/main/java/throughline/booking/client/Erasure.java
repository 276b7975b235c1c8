package throughline.booking.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import throughline.contract.ClientId;

/**
 * That a person was erased, and who has confirmed it.
 *
 * @param clients all ids the person had
 */
public record Erasure(String receipt, Instant at, List<ClientId> clients, List<Confirmation> confirmations) {

    /** The services that hold something of a client, or might. */
    public static final List<String> SERVICES = List.of("booking", "notification", "content", "dashboard");

    /** A service holds nothing of this id any more. */
    public record Confirmation(String service, ClientId client, Instant at) {}

    public Erasure {
        clients = List.copyOf(clients);
        confirmations = List.copyOf(confirmations);
    }

    boolean isConfirmed(String service, ClientId client) {
        return confirmations.stream()
                .anyMatch(c -> c.service().equals(service) && c.client().equals(client));
    }

    Erasure with(Confirmation confirmation) {
        List<Confirmation> all = new ArrayList<>(confirmations);
        all.add(confirmation);
        return new Erasure(receipt, at, clients, all);
    }
}
