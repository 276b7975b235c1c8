package throughline.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.contract.Event;
import throughline.contract.booking.BookingEvent;
import throughline.contract.content.ContentEvent;
import throughline.contract.dashboard.DashboardEvent;
import throughline.contract.notification.NotificationEvent;

/**
 * Names of events on the wire, taken from the records themselves: {@code throughline.<publisher>.<record>.v1}, topic
 * {@code <publisher>.events}. A rename or a changed type would be a {@code .v2} beside the old one.
 */
public final class EventTypes {

    private static final String ROOT = "throughline.";
    private static final String VERSION = ".v1";
    private static final Map<String, Class<? extends Event>> BY_NAME = new HashMap<>();

    static {
        for (Class<?> publisher :
                Set.of(BookingEvent.class, ContentEvent.class, NotificationEvent.class, DashboardEvent.class)) {
            collect(publisher);
        }
    }

    private EventTypes() {}

    private static void collect(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
        } else {
            BY_NAME.put(nameOf(type), type.asSubclass(Event.class));
        }
    }

    /** The CloudEvents type of an event's class. */
    public static String nameOf(Class<?> type) {
        return ROOT + publisherOf(type) + "." + type.getSimpleName() + VERSION;
    }

    /** {@code booking} for everything booking-service publishes, and so on. */
    public static String publisherOf(Class<?> type) {
        String packageName = type.getPackageName();
        return packageName.substring(packageName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The publisher of a CloudEvents type, as in {@link #publisherOf}. */
    public static String publisherOf(String type) {
        String[] parts = type.split("\\.", -1);
        if (parts.length != 4 || !type.startsWith(ROOT)) {
            throw new IllegalArgumentException("not one of our event types: " + type);
        }
        return parts[1];
    }

    /** {@code CallRequested} for {@code throughline.booking.CallRequested.v1}. */
    public static String shortName(String type) {
        String[] parts = type.split("\\.", -1);
        return parts.length == 4 ? parts[2] : type;
    }

    /** The record of a CloudEvents type; empty for a type this version does not know. */
    public static Optional<Class<? extends Event>> named(String type) {
        return Optional.ofNullable(BY_NAME.get(type));
    }

    /** All types of the catalogue, in alphabetical order. */
    public static Set<String> all() {
        return new TreeSet<>(BY_NAME.keySet());
    }
}
