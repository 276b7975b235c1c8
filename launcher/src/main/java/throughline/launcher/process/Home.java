package throughline.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import throughline.launcher.CannotStart;

/**
 * The folder in which all state of one installation lies: databases, logs, mailbox, pids, ports.
 *
 * <pre>
 * lock              held while a supervisor runs
 * supervisor.pid    its pid
 * ports.properties  name = port, kept so that a restart uses the same
 * pids/NAME.pid     of what runs, or was killed
 * logs/NAME.log     of each process, bounded
 * </pre>
 */
public record Home(Path directory) {

    /** Creates the folder, readable by its owner only, where it does not exist. */
    public static Home at(Path directory) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            var home = new Home(directory.toRealPath());
            Files.createDirectories(home.pids());
            Files.createDirectories(home.logs());
            return home;
        } catch (IOException e) {
            throw new CannotStart(
                    "The folder " + directory + " cannot be used (" + e
                            + "): set THROUGHLINE_HOME to a folder that can be written.",
                    e);
        }
    }

    public Path folder(String name) {
        var folder = directory.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the home for this process until the answer's channel is closed or the process ends, however it ends. The lock file
     * is never opened for anything else: on POSIX, closing any other handle to it would give the lock away.
     *
     * @throws CannotStart if a running process has it
     */
    FileLock lock() {
        var supervisor = directory.resolve("supervisor.pid");
        try {
            var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new CannotStart("Throughline already runs in " + directory
                        + (Files.exists(supervisor)
                                ? " (process " + Files.readString(supervisor).strip() + ")"
                                : "")
                        + ": stop that one, or set THROUGHLINE_HOME to another folder.");
            }
            Files.writeString(supervisor, Long.toString(ProcessHandle.current().pid()));
            return lock.get();
        } catch (IOException e) {
            throw new CannotStart("The folder " + directory + " cannot be locked (" + e + ").", e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException held) {
            return Optional.empty();
        }
    }

    Path pids() {
        return directory.resolve("pids");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }
}
