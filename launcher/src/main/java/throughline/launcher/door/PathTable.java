package throughline.launcher.door;

import static throughline.launcher.door.Service.BOOKING;
import static throughline.launcher.door.Service.CONTENT;
import static throughline.launcher.door.Service.DASHBOARD;
import static throughline.launcher.door.Service.NOTIFICATION;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which service owns which path. A prefix covers itself and what follows it after a slash; the longest one decides. */
public final class PathTable {

    private static final Map<String, Service> OWNERS = owners();

    private PathTable() {}

    private static Map<String, Service> owners() {
        var owners = new LinkedHashMap<String, Service>();
        for (var service : Service.values()) {
            owners.put("/api/" + service.id(), service);
        }
        owners.put("/api/openapi.json", DASHBOARD); // asks the others for theirs
        owners.put("/staff/calls", BOOKING);
        owners.put("/staff/availability", BOOKING);
        owners.put("/staff/articles", CONTENT);
        owners.put("/staff/sequences", NOTIFICATION);
        owners.put("/staff/mail", NOTIFICATION);
        owners.put("/staff", DASHBOARD);
        owners.put("/book", BOOKING);
        owners.put("/embed", BOOKING);
        owners.put("/calls", BOOKING);
        owners.put("/u", NOTIFICATION);
        owners.put("/preferences", NOTIFICATION);
        owners.put("/subscriptions", NOTIFICATION);
        owners.put("/dev", NOTIFICATION);
        owners.put("/mailbox", NOTIFICATION);
        owners.put("/sign-in", DASHBOARD);
        owners.put("/sign-out", DASHBOARD);
        owners.put("/internal", DASHBOARD);
        owners.put("/", CONTENT);
        return owners;
    }

    /** Prefix and owner; {@code /} owns the rest. */
    public static Map<String, Service> all() {
        return Map.copyOf(OWNERS);
    }

    static Service ownerOf(String path) {
        return OWNERS.entrySet().stream()
                .filter(entry -> covers(entry.getKey(), path))
                .max(java.util.Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(CONTENT);
    }

    private static boolean covers(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix.equals("/") ? "/" : prefix + "/");
    }
}
