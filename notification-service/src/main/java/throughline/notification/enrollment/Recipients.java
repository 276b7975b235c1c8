package throughline.notification.enrollment;

import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.subscription.Subscriptions;
import throughline.service.PracticeSettings;

/** Whoever a run can be about: a client, or a subscriber, who has no zone of their own and perhaps no name. */
@Component
public class Recipients {

    private static final String LANGUAGE = "en";

    private final Clients clients;
    private final Subscriptions subscriptions;
    private final ZoneId zone;

    Recipients(Clients clients, Subscriptions subscriptions, PracticeSettings practice) {
        this.clients = clients;
        this.subscriptions = subscriptions;
        this.zone = practice.zone();
    }

    public Optional<KnownClient> find(ClientId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Those that are known and not erased. */
    public Map<ClientId, KnownClient> find(Collection<ClientId> ids) {
        Map<ClientId, KnownClient> found = new LinkedHashMap<>(clients.find(ids));
        List<String> others = ids.stream()
                .filter(id -> Subscriptions.isSubscriber(id) && !found.containsKey(id))
                .map(ClientId::value)
                .toList();
        if (!others.isEmpty()) {
            subscriptions
                    .find(others)
                    .forEach(one -> found.put(
                            new ClientId(one.id()),
                            new KnownClient(
                                    new ClientId(one.id()),
                                    one.name(),
                                    one.email(),
                                    "",
                                    one.address(),
                                    LANGUAGE,
                                    zone,
                                    one.confirmed(),
                                    Map.of())));
        }
        return found;
    }
}
