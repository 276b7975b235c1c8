package throughline.dashboard.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.contract.Id;

/**
 * What the journal keeps of an event's data: the people and things it is about, by id, and what was said of them in codes,
 * numbers and times. Free text cannot get in: {@link #code} takes only what looks like a code.
 */
final class Facts {

    /** Practitioner's copies carry this instead of a client's id. */
    private static final String NOBODY = "practice";

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:@<>/-]{1,160}");

    private final List<String> people = new ArrayList<>();
    private final Map<String, String> about = new LinkedHashMap<>();
    private final Map<String, Object> said = new LinkedHashMap<>();

    static Facts about(Id person) {
        return new Facts().and(person);
    }

    static Facts none() {
        return new Facts();
    }

    Facts and(Id person) {
        if (!person.value().equals(NOBODY)) {
            people.add(person.value());
        }
        return this;
    }

    /** The id of a thing, under which a trace finds the event. */
    Facts thing(String kind, @Nullable String id) {
        if (id != null) {
            about.put(kind, id);
        }
        return this;
    }

    Facts thing(String kind, @Nullable Id id) {
        return thing(kind, id == null ? null : id.value());
    }

    Facts code(String name, @Nullable String value) {
        if (value != null && CODE.matcher(value).matches()) {
            said.put(name, value);
        }
        return this;
    }

    Facts code(String name, @Nullable Enum<?> value) {
        return code(name, value == null ? null : value.name());
    }

    Facts number(String name, int value) {
        said.put(name, value);
        return this;
    }

    Facts yes(String name, boolean value) {
        if (value) {
            said.put(name, true);
        }
        return this;
    }

    Facts time(String name, @Nullable Instant value) {
        if (value != null) {
            said.put(name, value);
        }
        return this;
    }

    List<String> people() {
        return List.copyOf(people);
    }

    Map<String, String> about() {
        return Collections.unmodifiableMap(about);
    }

    Map<String, Object> said() {
        return Collections.unmodifiableMap(said);
    }
}
