package throughline.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the launcher itself reads of the environment; everything else is the applications' to judge.
 *
 * @param port of the one public address; 0 for any, remembered in the home
 * @param url public base address, empty if it is to be {@code http://localhost:<port>}
 * @param home where state lies
 * @param listenOn the loopback address, unless the public address names another machine
 * @param trustedProxies addresses whose forwarding headers are believed
 */
record StartSettings(int port, String url, Path home, String listenOn, Set<String> trustedProxies) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws CannotStart with exit code 78 if a value makes no sense */
    static StartSettings of(Map<String, String> environment) {
        var url = value(environment, "THROUGHLINE_URL", "");
        var home = Path.of(value(environment, "THROUGHLINE_HOME", ".throughline"));
        var proxies = Arrays.stream(value(environment, "TRUSTED_PROXIES", "").split("[,\\s]+", -1))
                .filter(address -> !address.isBlank())
                .collect(Collectors.toUnmodifiableSet());
        var listenOn = value(environment, "SERVER_ADDRESS", isThisMachine(url) ? "127.0.0.1" : "0.0.0.0");
        return new StartSettings(
                port(value(environment, "THROUGHLINE_PORT", "8080")), url, home.toAbsolutePath(), listenOn, proxies);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (text.matches("[0-9]+") && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            throw badPort(text);
        }
        throw badPort(text);
    }

    private static CannotStart badPort(String text) {
        return new CannotStart(
                "THROUGHLINE_PORT is '" + text + "', which is not a port from 0 to 65535.", CannotStart.CONFIGURATION);
    }

    private static boolean isThisMachine(String url) {
        try {
            return url.isEmpty()
                    || THIS_MACHINE.contains(String.valueOf(URI.create(url).getHost()));
        } catch (IllegalArgumentException noAddress) {
            return true; // the application refuses it in its own words
        }
    }

    static String value(Map<String, String> environment, String name, String otherwise) {
        var value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
