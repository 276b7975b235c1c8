package throughline.launcher.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The files of the container deployment and the places in the code they must agree with. */
final class Deployment {

    private static final Pattern HELP_VARIABLE = Pattern.compile("(?m)^  ([A-Z][A-Z_]{4,}) ");
    private static final Pattern CADDY_MATCHER = Pattern.compile("@([a-z-]+) path (.+)");
    private static final Pattern CADDY_PROXY = Pattern.compile("reverse_proxy @([a-z-]+) ([a-z]+):(\\d+)");
    private static final Pattern METER = Pattern.compile("\"(throughline\\.[a-z.]+)\"");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Deployment() {}

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String file) {
        return Files.exists(ROOT.resolve(file));
    }

    static Map<String, Object> yaml(String file) {
        return new Yaml().load(text(file));
    }

    @SuppressWarnings("unchecked") // YAML maps have string keys here; a wrong file fails the test that reads it
    static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) Objects.requireNonNull(yaml, "not in the file");
    }

    static Map<String, Object> composeService(String name) {
        return map(map(yaml("docker-compose.yml").get("services")).get(name));
    }

    /** Names and values as Compose would fill them in with nothing set. */
    static Map<String, String> environmentOf(String service) {
        var environment = new TreeMap<String, String>();
        map(composeService(service).get("environment"))
                .forEach((name, value) -> environment.put(
                        name, String.valueOf(value).replaceAll("\\$\\{[A-Z_]+(?::-|:\\?)?([^}]*)}", "$1")));
        return environment;
    }

    static Set<String> variablesOfTheHelpText() {
        return all(HELP_VARIABLE, text("throughline"));
    }

    /** {@code THROUGHLINE_SERVICES_BOOKING} for {@code throughline.services.booking}, of every default in a module's own file. */
    static Set<String> variablesOfTheDefaults() {
        var names = new TreeSet<String>();
        for (var module : List.of("common", "web")) {
            collect("", yaml(module + "/src/main/resources/META-INF/throughline/" + module + ".yml"), names);
        }
        names.add("THROUGHLINE_FIRST_SIGN_IN");
        return names;
    }

    private static void collect(String prefix, Map<String, Object> yaml, Set<String> names) {
        yaml.forEach((key, value) -> {
            var name = prefix + key;
            if (value instanceof Map<?, ?>) {
                collect(name + ".", map(value), names);
            } else {
                names.add(name.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT));
            }
        });
    }

    /** Prefix to upstream, as Caddy would decide. */
    static Map<String, String> caddyTable() {
        var upstreams = new TreeMap<String, String>();
        CADDY_PROXY
                .matcher(text("deploy/Caddyfile"))
                .results()
                .forEach(proxy -> upstreams.put(proxy.group(1), proxy.group(2) + ":" + proxy.group(3)));
        var table = new TreeMap<String, String>();
        CADDY_MATCHER.matcher(text("deploy/Caddyfile")).results().forEach(matcher -> {
            for (var path : matcher.group(2).strip().split(" ", -1)) {
                if (path.equals("/*") || !path.endsWith("/*")) {
                    table.put(path.equals("/*") ? "/" : path, String.valueOf(upstreams.get(matcher.group(1))));
                }
            }
        });
        return table;
    }

    /** Names of meters in the sources of all modules, as Prometheus writes them, without a suffix. */
    static Set<String> meters() {
        try (Stream<Path> files = Files.walk(ROOT, 14)) {
            var names = new TreeSet<String>();
            files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
                    .forEach(file -> all(METER, text(ROOT.relativize(file).toString()))
                            .forEach(name -> names.add(name.replace('.', '_'))));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> all(Pattern pattern, String text) {
        var found = new TreeSet<String>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
