package throughline.launcher.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import throughline.launcher.CannotStart;

/** One child and the process that runs it at the moment. Back-off between starts: 200 ms, doubling up to 10 s, anew after 30 s of running. */
final class RunningChild {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(30);

    final Child child;
    private final BoundedLog log;
    private final PidFiles pidFiles;
    private final Watchdog watchdog;
    private Process process;
    private Stopwatch since = Stopwatch.start();
    private Duration pause = FIRST_PAUSE;
    private long logSizeAtStart;
    private boolean stopping;

    RunningChild(Child child, BoundedLog log, PidFiles pidFiles, Watchdog watchdog) throws IOException {
        this.child = child;
        this.log = log;
        this.pidFiles = pidFiles;
        this.watchdog = watchdog;
        this.process = launch();
    }

    private Process launch() throws IOException {
        log.shorten();
        logSizeAtStart = log.size();
        since = Stopwatch.start();
        var builder = new ProcessBuilder(Detached.command(pidFiles.of(child.name()), child.command()))
                .redirectErrorStream(true)
                .redirectOutput(log.redirect())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(child.environment());
        var started = builder.start();
        watchdog.watch(started.pid());
        return started;
    }

    Process process() {
        synchronized (this) {
            return process;
        }
    }

    /** Waits the pause that is due and starts it again; false if it is to stay down. */
    boolean relaunch() throws IOException, InterruptedException {
        watchdog.forget(process().pid());
        pause = since.isOver(STEADY) ? FIRST_PAUSE : pause;
        Thread.sleep(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        synchronized (this) {
            if (!stopping) {
                process = launch();
            }
            return !stopping;
        }
    }

    Duration pause() {
        return since.isOver(STEADY) ? FIRST_PAUSE : pause;
    }

    boolean stopping() {
        synchronized (this) {
            return stopping;
        }
    }

    /** SIGTERM, the child's grace, then SIGKILL; returns when it is gone. */
    void stop() throws InterruptedException {
        Process last;
        synchronized (this) {
            stopping = true;
            last = process;
        }
        last.destroy();
        if (!last.waitFor(child.grace().toMillis(), TimeUnit.MILLISECONDS)) {
            last.destroyForcibly();
            last.waitFor();
        }
        watchdog.forget(last.pid());
        pidFiles.delete(child.name());
    }

    boolean ready() {
        try {
            return child.ready().check();
        } catch (IOException notYet) {
            return false;
        }
    }

    void shortenLog() throws IOException {
        log.shorten();
    }

    /**
     * What it said last that a person can use: Spring Boot's sentence under "Description:", else the deepest cause of a stack
     * trace, else the last line.
     */
    String lastWords() throws IOException {
        var lines = log.linesSince(logSizeAtStart);
        int description = lines.lastIndexOf("Description:");
        if (description >= 0 && description + 1 < lines.size()) {
            return lines.get(description + 1).strip();
        }
        return lines.reversed().stream()
                .filter(line -> line.startsWith("Caused by:") || !line.startsWith("\t"))
                .findFirst()
                .map(String::strip)
                .orElse("It wrote nothing.");
    }

    /** A process that ended with {@link CannotStart#CONFIGURATION} has said what to change. */
    CannotStart refusal() throws IOException {
        return new CannotStart(lastWords(), CannotStart.CONFIGURATION);
    }

    CannotStart neverReady(String how) throws IOException {
        return new CannotStart(
                child.name() + " " + how + ". Its last words: " + lastWords() + " (all of them: " + log.file() + ")");
    }
}
