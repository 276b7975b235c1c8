package throughline.endtoend.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * A database that acknowledges before anything is durable: it remembers its files at one moment, and at a later kill finds
 * those. What was acknowledged in between is gone, as with a server that reports success and writes afterwards.
 */
final class AmnesicDatabase {

    private final Processes processes;
    private final Path files;
    private final Path remembered;

    AmnesicDatabase(Processes processes) {
        this.processes = processes;
        this.files = processes.home().resolve("mongodb");
        this.remembered = processes.home().resolve("mongodb-remembered");
    }

    /** The copy is what a crash at this moment would leave: the server stands still while it is made. */
    void remember() {
        processes.pause("mongod");
        copy(files, remembered);
        processes.resume("mongod");
    }

    void forgetWhatCameSince() {
        processes.pause("mongod");
        delete(files);
        copy(remembered, files);
        var before = processes.pid("mongod");
        processes.kill("mongod");
        await("mongod again")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> processes.pid("mongod").isPresent()
                        && !processes.pid("mongod").equals(before));
    }

    private static void copy(Path from, Path to) {
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                var target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals("mongod.lock")) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
