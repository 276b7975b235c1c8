package throughline.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import throughline.launcher.CannotStart;
import throughline.launcher.process.Progress;

/** {@code ./throughline demo}: the settings of a practice of its own, and the story told to it. */
public final class Demo {

    private static final String HOME = ".throughline-demo";
    private static final String MARK = "this-is-a-demo";

    /** What belongs to the home itself and not to the practice in it. */
    private static final Set<String> KEPT = Set.of(MARK, "lock", "supervisor.pid", "pids", "logs", "ports.properties");

    private final Map<String, String> environment;
    private final String token;

    private Demo(Map<String, String> environment, String token) {
        this.environment = environment;
        this.token = token;
    }

    /**
     * Marks the home as a demo's; a folder that holds anything else is left alone.
     *
     * @param given the environment as it is; its port and home are used if set
     * @throws CannotStart if the home holds something that no demo has made
     */
    public static Demo in(Map<String, String> given) {
        Map<String, String> environment = new HashMap<>(given);
        String token = given.getOrDefault("THROUGHLINE_API_TOKEN", "");
        if (token.isBlank()) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            token = HexFormat.of().formatHex(random);
        }
        environment.put("THROUGHLINE_API_TOKEN", token);
        environment.put("THROUGHLINE_CLOCK", "simulated:" + Story.BEGIN);
        environment.putIfAbsent("THROUGHLINE_PORT", "8081");
        environment.putIfAbsent("THROUGHLINE_HOME", HOME);
        environment.putIfAbsent("THROUGHLINE_PRACTICE", "Sorrel Muscle Work");
        environment.putIfAbsent("THROUGHLINE_PRACTITIONER", "Mira Sorrel");
        environment.putIfAbsent("THROUGHLINE_MAIL_FROM", "mira@sorrel.example");
        for (String relay : List.of("SMTP_HOST", "MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS")) {
            environment.remove(relay); // invented people are never written to, and real data is never touched
        }
        mark(Path.of(environment.getOrDefault("THROUGHLINE_HOME", HOME)));
        return new Demo(environment, token);
    }

    /** The settings the demo's processes start with. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Tells the story to the application at this address; takes one to two minutes. */
    public void tell(String url, Progress progress) {
        Practice practice = new Practice(new PublicInterface(url, token));
        new Story(practice, progress).tell();
        progress.say("  " + practice.mails() + " mails have left; " + url + "/mailbox shows them.");
    }

    /**
     * Removes what an earlier demo left. Only after the home is taken, so that nothing runs in it any more.
     *
     * @param home the folder that {@link #environment} names
     */
    public void forgetEarlier(Path home) {
        try (Stream<Path> entries = Files.list(home)) {
            for (Path entry : entries.toList()) {
                if (!KEPT.contains(String.valueOf(entry.getFileName()))) {
                    removeAll(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what an earlier demo left cannot be removed", e);
        }
    }

    private static void mark(Path home) {
        try {
            if (Files.exists(home) && Files.notExists(home.resolve(MARK))) {
                try (Stream<Path> entries = Files.list(home)) {
                    if (entries.findAny().isPresent()) {
                        throw new CannotStart(
                                "The folder " + home.toAbsolutePath()
                                        + " is not one of a demo: set THROUGHLINE_HOME to an empty one.",
                                CannotStart.CONFIGURATION);
                    }
                }
            }
            Files.createDirectories(home);
            Files.writeString(home.resolve(MARK), "Made by ./throughline demo; emptied by the next one.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder cannot be prepared", e);
        }
    }

    private static void removeAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
