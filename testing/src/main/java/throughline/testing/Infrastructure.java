package throughline.testing;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers of this test run. Each is taken from {@code MONGODB_URI} and {@code KAFKA_BOOTSTRAP_SERVERS} where they are
 * set; else started at first use and stopped at the end of the JVM, as a local process, or in a container with
 * {@code THROUGHLINE_TEST_INFRA=containers}.
 */
public final class Infrastructure {

    private static final Pattern URI = Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?");

    private static final Servers SERVERS = servers();
    private static @Nullable String mongodb;
    private static @Nullable String kafka;

    private Infrastructure() {}

    /** A connection string with that database as the default one. */
    public static synchronized String mongodbUri(String database) {
        if (mongodb == null) {
            mongodb = fromEnvironment("MONGODB_URI", SERVERS::mongodbUri);
        }
        return withDatabase(mongodb, database);
    }

    /** The bootstrap servers. */
    public static synchronized String kafka() {
        if (kafka == null) {
            kafka = fromEnvironment("KAFKA_BOOTSTRAP_SERVERS", SERVERS::kafka);
        }
        return kafka;
    }

    /** A foreign SMTP server that accepts everything: Mailpit in a container; nothing where tests run on local processes. */
    public static synchronized Optional<Mailpit> mailpit() {
        return SERVERS.mailpit();
    }

    /** Stops what was started here; what came from the environment stays. */
    static void stop() {
        SERVERS.close();
    }

    static String withDatabase(String uri, String database) {
        var parts = URI.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("MONGODB_URI is no connection string of MongoDB");
        }
        return parts.group(1) + "/" + database + (parts.group(2) == null ? "" : parts.group(2));
    }

    private static String fromEnvironment(String variable, Supplier<String> otherwise) {
        var given = System.getenv(variable);
        return given == null || given.isBlank() ? otherwise.get() : given;
    }

    private static Servers servers() {
        return "containers".equals(System.getenv("THROUGHLINE_TEST_INFRA"))
                ? new ContainerServers()
                : new LocalServers();
    }
}
