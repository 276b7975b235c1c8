package throughline.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which processes of this home run. A file is written by the process itself before it becomes the program, so there is no
 * moment in which a program runs and no file says so.
 */
final class PidFiles {

    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Home home;

    PidFiles(Home home) {
        this.home = home;
    }

    Path of(String name) {
        return home.pids().resolve(name + ".pid");
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(of(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends what an earlier supervisor left behind when it was killed: first by SIGTERM, after 8 s by SIGKILL.
     *
     * <p>A process is ended only if a pid file names it and its command line contains this home's path: a pid alone may
     * have been given to a stranger since.
     *
     * @return the names of what was ended
     */
    List<String> endOrphans() {
        var names = new ArrayList<String>();
        var orphans = new ArrayList<ProcessHandle>();
        for (var file : files()) {
            var name = file.getFileName().toString().replaceFirst("\\.pid$", "");
            process(file).filter(this::isOurs).ifPresent(process -> {
                names.add(name);
                orphans.add(process);
            });
        }
        orphans.forEach(ProcessHandle::destroy);
        var ended = CompletableFuture.allOf(
                orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        if (!within(ended, GRACE)) {
            orphans.forEach(ProcessHandle::destroyForcibly);
            within(ended, GRACE);
        }
        files().forEach(file -> delete(file.getFileName().toString().replaceFirst("\\.pid$", "")));
        return names;
    }

    private List<Path> files() {
        try (var files = Files.list(home.pids())) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> process(Path file) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException cutShort) {
            return Optional.empty();
        }
    }

    private boolean isOurs(ProcessHandle process) {
        return process.isAlive()
                && commandLine(process).contains(home.directory().toString());
    }

    /** {@code ProcessHandle} gives at most 4096 bytes on Linux, so /proc is asked first. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException noProc) {
            return process.info().commandLine().orElse("");
        }
    }

    private static boolean within(CompletableFuture<Void> ended, Duration limit) {
        try {
            ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
