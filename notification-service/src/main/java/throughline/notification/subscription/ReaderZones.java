package throughline.notification.subscription;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import throughline.event.Cause;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.enrollment.Steering;

/**
 * By whose clock mails come. Clients have a zone, from their booking; who only subscribed gets mails by the practice's clock. What a
 * person sets here holds until they book in another zone, or staff correct it; their calls stay where they are.
 */
@Component
class ReaderZones {

    private final Clients clients;
    private final Steering steering;

    ReaderZones(Clients clients, Steering steering) {
        this.clients = clients;
        this.steering = steering;
    }

    record Place(String id, String name, boolean chosen) {}

    record Part(String name, List<Place> places) {}

    /** Empty for who is no client. */
    Optional<ZoneId> of(String address) {
        return clients.at(address).stream().findFirst().map(KnownClient::zone);
    }

    /** A zone nobody knows changes nothing. What comes next is due by the new clock. */
    void set(String address, String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            return;
        }
        ZoneId theirs = ZoneId.of(zone);
        clients.at(address).stream()
                .filter(client -> !client.zone().equals(theirs))
                .forEach(client -> {
                    clients.rezone(client.id(), theirs);
                    steering.rezone(client.id(), theirs, Cause.command());
                });
    }

    /** Places by part of the world, the chosen zone among them whatever it is called. */
    List<Part> choices(ZoneId chosen) {
        Map<String, List<Place>> parts = new TreeMap<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            boolean isChosen = id.equals(chosen.getId());
            if (isChosen
                    || id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*")) {
                int slash = id.indexOf('/');
                String part = slash < 0 ? id : id.substring(0, slash);
                parts.computeIfAbsent(part, _ -> new ArrayList<>())
                        .add(new Place(
                                id, id.substring(slash + 1).replace('_', ' ').replace("/", ", "), isChosen));
            }
        }
        return parts.entrySet().stream()
                .map(part -> new Part(
                        part.getKey(),
                        part.getValue().stream()
                                .sorted(java.util.Comparator.comparing(Place::name))
                                .toList()))
                .toList();
    }
}
