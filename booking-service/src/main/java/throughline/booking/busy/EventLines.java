package throughline.booking.busy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;
import org.jspecify.annotations.Nullable;

/**
 * The events of a calendar file as lines with parameters. ical4j unfolds and splits them; what they mean is for {@link
 * BusyEvents}: its own model would look up zones on the network and read floating times in the server's zone.
 */
final class EventLines implements ContentHandler {

    private static final int MOST = 20_000;

    /** A line: its value as it stands, and its parameters by their names in capitals. */
    record Line(String value, Map<String, String> parameters) {}

    /** An event: its lines by their names in capitals. */
    record Event(Map<String, List<Line>> lines) {

        @Nullable
        Line first(String name) {
            List<Line> found = lines.get(name);
            return found == null ? null : found.getFirst();
        }

        String text(String name) {
            Line line = first(name);
            return line == null ? "" : line.value();
        }

        List<Line> all(String name) {
            return lines.getOrDefault(name, List.of());
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final Deque<String> components = new ArrayDeque<>();
    private @Nullable Event event;
    private Map<String, String> parameters = new HashMap<>();
    private String value = "";
    private boolean calendar;

    private EventLines() {}

    static List<Event> of(String file) throws Unreadable {
        EventLines lines = new EventLines();
        try {
            new CalendarParserImpl().parse(new UnfoldingReader(new StringReader(file), true), lines);
        } catch (IOException | ParserException e) {
            throw new Unreadable(Failure.NOT_A_CALENDAR, e);
        }
        if (!lines.calendar) {
            throw new Unreadable(Failure.NOT_A_CALENDAR);
        }
        if (lines.events.size() > MOST) {
            throw new Unreadable(Failure.TOO_MANY);
        }
        return lines.events;
    }

    @Override
    public void startCalendar() {
        calendar = true;
    }

    @Override
    public void endCalendar() {}

    @Override
    public void startComponent(String name) {
        components.push(name.toUpperCase(Locale.ROOT));
        if (isEvent()) {
            event = new Event(new HashMap<>());
        }
    }

    @Override
    public void endComponent(String name) {
        if (isEvent() && event != null) {
            events.add(event);
            event = null;
        }
        components.poll();
    }

    @Override
    public void startProperty(String name) {
        parameters = new HashMap<>();
        value = "";
    }

    @Override
    public void parameter(String name, String given) {
        parameters.put(name.toUpperCase(Locale.ROOT), given);
    }

    @Override
    public void propertyValue(String given) {
        value = given;
    }

    @Override
    public void endProperty(String name) {
        if (isEvent()) {
            Objects.requireNonNull(event)
                    .lines()
                    .computeIfAbsent(name.toUpperCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(new Line(value.strip(), parameters));
        }
    }

    private boolean isEvent() {
        return "VEVENT".equals(components.peek());
    }
}
