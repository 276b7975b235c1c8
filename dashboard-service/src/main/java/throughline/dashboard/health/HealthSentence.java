package throughline.dashboard.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import throughline.service.Light;

/**
 * The lights in one or two sentences: what happened, what is being done about it, what the reader can do. A pure function of the
 * lights and the counts; says only of a light that works that it works.
 */
record HealthSentence(MessageSource texts, Locale locale) {

    String of(List<Light> lights, Counts counts) {
        List<Light> stopped = in(lights, Light.State.STOPPED);
        if (!stopped.isEmpty()) {
            return join(text("no"), trouble(stopped), decisions(counts), unmeasured(lights));
        }
        List<Light> slow = in(lights, Light.State.SLOW);
        if (!slow.isEmpty()) {
            return join(text("slow"), trouble(slow), decisions(counts), unmeasured(lights));
        }
        boolean waits =
                counts.needYou() > 0 || !in(lights, Light.State.NEEDS_DECISION).isEmpty();
        return join(working(lights), waits ? decisions(counts) : text("nothing"), unmeasured(lights));
    }

    /** What follows from the first light in trouble, and the names of the others. */
    private String trouble(List<Light> troubled) {
        Light first = troubled.getFirst();
        String about = text(
                first.state().name().toLowerCase(Locale.ROOT) + "." + key(first.name()),
                first.reason().replaceAll("\\.$", ""));
        return troubled.size() == 1
                ? about
                : join(
                        about,
                        text(
                                "also." + first.state().name().toLowerCase(Locale.ROOT),
                                troubled.stream()
                                        .skip(1)
                                        .map(light -> name(light.name()))
                                        .collect(Collectors.joining(", "))));
    }

    private String working(List<Light> lights) {
        boolean booking = is(lights, Lights.BOOKING);
        boolean mail = is(lights, Lights.MAIL);
        if (booking && mail) {
            return text("works.both");
        }
        return booking ? text("works.booking") : mail ? text("works.mail") : text("unknown");
    }

    private static boolean is(List<Light> lights, String name) {
        return lights.stream()
                .anyMatch(light -> light.name().equals(name)
                        && (light.state() == Light.State.WORKING || light.state() == Light.State.NEEDS_DECISION));
    }

    private String decisions(Counts counts) {
        List<String> waiting = new ArrayList<>();
        if (counts.inDoubt() > 0) {
            waiting.add(text("inDoubt", counts.inDoubt()));
        }
        if (counts.refused() > 0) {
            waiting.add(text("refused", counts.refused()));
        }
        if (counts.deadLetters() > 0) {
            waiting.add(text("deadLetters", counts.deadLetters(), counts.waiting()));
        }
        return String.join(" ", waiting);
    }

    private String unmeasured(List<Light> lights) {
        String names = lights.stream()
                .filter(light -> light.state() == Light.State.UNMEASURED)
                .map(light -> name(light.name()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : text("unmeasured", names);
    }

    private static List<Light> in(List<Light> lights, Light.State state) {
        return lights.stream()
                .filter(light -> light.state() == state)
                .sorted(Comparator.comparingInt(light -> order(light.name())))
                .toList();
    }

    /** Without storage nothing works, so it is named first; then in the order of the page. */
    private static int order(String name) {
        return name.equals(Lights.STORAGE) ? -1 : Lights.NAMES.indexOf(name);
    }

    private String name(String light) {
        return text("name." + key(light));
    }

    static String key(String light) {
        return light.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String join(String... parts) {
        return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    private String text(String key, Object... values) {
        return texts.getMessage("dashboard.health." + key, values, locale);
    }
}
