package throughline.dashboard.health;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import throughline.service.Light;

/** The five lights, in the order in which they matter to the practice. */
final class Lights {

    static final String BOOKING = "Booking";
    static final String EVENT_FLOW = "Event flow";
    static final String MAIL = "Mail";
    static final String DUE_WORK = "Due work";
    static final String STORAGE = "Storage";

    static final List<String> NAMES = List.of(BOOKING, EVENT_FLOW, MAIL, DUE_WORK, STORAGE);

    private Lights() {}

    /** The worst of what processes say about one light; empty when none measures it. */
    static Optional<Light> worst(List<Light> measured, String name) {
        return measured.stream()
                .filter(light -> light.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .max(Comparator.comparingInt(light -> badness(light.state())))
                .map(light -> new Light(name, light.state(), light.since(), light.reason()));
    }

    /** Not measured is worse than working and better than known to be bad. */
    static int badness(Light.State state) {
        return switch (state) {
            case WORKING -> 0;
            case UNMEASURED -> 1;
            case NEEDS_DECISION -> 2;
            case SLOW -> 3;
            case STOPPED -> 4;
        };
    }
}
