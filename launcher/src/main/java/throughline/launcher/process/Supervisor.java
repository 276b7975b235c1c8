package throughline.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import throughline.launcher.CannotStart;

/**
 * Keeps the processes of one home running.
 *
 * <p>A process that dies is started again, after a pause that grows while it keeps dying. One that ends with exit code 78
 * has been configured wrongly: it stays down, and {@link #awaitRefusal} says so. Closing stops everything, the applications
 * first and the database last, each with a bounded grace. If the supervisor itself is killed, a watchdog ends its processes;
 * should that be killed as well, the next supervisor of the same home does it.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REMINDER = Duration.ofSeconds(5);
    private static final Duration LOG_CHECK = Duration.ofSeconds(10);
    private static final int TRIES = 3;

    private final Home home;
    private final Progress progress;
    private final FileLock lock;
    private final PidFiles pidFiles;
    private final Watchdog watchdog;
    private final List<RunningChild> children = new ArrayList<>();
    private final CompletableFuture<CannotStart> refused = new CompletableFuture<>();
    private final Set<String> starting = new TreeSet<>();
    private Stopwatch lastWord = Stopwatch.start();
    private boolean closed;

    private Supervisor(Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
        this.lock = home.lock();
        this.pidFiles = new PidFiles(home);
        var orphans = pidFiles.endOrphans();
        if (!orphans.isEmpty()) {
            progress.say("Ended what a killed start had left behind: " + String.join(", ", orphans));
        }
        this.watchdog = Watchdog.over(home);
        Thread.ofVirtual().name("log-sizes").start(this::boundLogs);
    }

    /**
     * Takes the home and ends what a killed supervisor left in it.
     *
     * @throws CannotStart if another supervisor has the home
     */
    public static Supervisor of(Home home, Progress progress) {
        return new Supervisor(home, progress);
    }

    /**
     * Starts a child and returns when it is ready.
     *
     * @throws CannotStart if it ends with exit code 78, ends three times before it is ready, or is not ready in time
     */
    public void start(Child child) {
        try {
            var running = launch(child);
            var time = Stopwatch.start();
            begin(child);
            awaitReady(running, time);
            progress.say("  " + child.name() + ": ready after " + time);
            Thread.ofVirtual().name("watch-" + child.name()).start(() -> watch(running));
        } catch (IOException e) {
            throw new CannotStart(child.name() + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while " + child.name() + " was starting.", e);
        } finally {
            end(child);
        }
    }

    /** One line for all that are on their way, at most every 5 s. */
    private synchronized void remind() {
        if (lastWord.isOver(REMINDER)) {
            progress.say("  still starting: " + String.join(", ", starting));
            lastWord = Stopwatch.start();
        }
    }

    private synchronized void begin(Child child) {
        lastWord = starting.isEmpty() ? Stopwatch.start() : lastWord;
        starting.add(child.name());
    }

    private synchronized void end(Child child) {
        starting.remove(child.name());
    }

    private synchronized RunningChild launch(Child child) throws IOException {
        if (closed) {
            throw new CannotStart("Stopped while " + child.name() + " was to be started.");
        }
        var running = new RunningChild(child, new BoundedLog(home.log(child.name())), pidFiles, watchdog);
        children.add(running);
        return running;
    }

    private void awaitReady(RunningChild running, Stopwatch time) throws IOException, InterruptedException {
        for (int tries = 1; !running.ready(); ) {
            if (!running.process().isAlive()) {
                if (running.process().exitValue() == CannotStart.CONFIGURATION) {
                    throw running.refusal();
                }
                if (tries++ == TRIES || !running.relaunch()) {
                    throw running.neverReady(
                            "ended with code " + running.process().exitValue());
                }
            }
            if (time.isOver(running.child.patience())) {
                throw running.neverReady("is not ready after " + time);
            }
            remind();
            Thread.sleep(POLL);
        }
    }

    private void watch(RunningChild running) {
        try {
            do {
                int code = running.process().waitFor();
                if (running.stopping()) {
                    return;
                }
                if (code == CannotStart.CONFIGURATION) {
                    refused.complete(running.refusal());
                    return;
                }
                progress.say(running.child.name() + " ended (code " + code + ") and will be started again in "
                        + running.pause().toMillis() + " ms");
            } while (running.relaunch());
        } catch (IOException e) {
            refused.complete(new CannotStart(running.child.name() + " cannot be started again: " + e.getMessage(), e));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a child refuses its configuration; for ever, if none does. */
    public CannotStart awaitRefusal() {
        return refused.join();
    }

    private void boundLogs() {
        try {
            while (!isClosed()) {
                Thread.sleep(LOG_CHECK);
                for (var child : snapshot()) {
                    child.shortenLog();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            progress.say("Logs are no longer kept short: " + e.getMessage());
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized List<RunningChild> snapshot() {
        return List.copyOf(children);
    }

    /** Stops every child, tier by tier; safe to call twice. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        var tiers = List.of(Tier.values()).reversed();
        for (var tier : tiers) {
            stopTogether(snapshot().stream()
                    .filter(running -> running.child.tier() == tier)
                    .toList());
        }
        try {
            watchdog.close();
            lock.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopTogether(List<RunningChild> children) {
        var threads = children.stream()
                .map(running -> Thread.ofVirtual().start(() -> stop(running)))
                .toList();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(RunningChild running) {
        try {
            running.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
