package throughline.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import throughline.launcher.Installation.Shape;
import throughline.launcher.demo.Demo;
import throughline.launcher.process.Progress;
import throughline.launcher.process.Stopwatch;

/** The commands behind {@code ./throughline}. The script finds the JDK and builds what is stale, then hands over to here. */
public final class Throughline {

    private static final PrintStream OUT = System.out;

    private Throughline() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(arguments));
        } catch (CannotStart refusal) {
            OUT.println("Throughline cannot start. " + refusal.getMessage());
            System.exit(refusal.exitCode());
        }
    }

    private static int run(String[] arguments) {
        var root = Path.of(System.getProperty("throughline.root", "."));
        var command = String.join(" ", arguments);
        return switch (command) {
            case "run" -> keepRunning(root, Shape.STANDALONE);
            case "services" -> keepRunning(root, Shape.FOUR_PROCESSES);
            case "services --twice" -> keepRunning(root, Shape.EACH_SERVICE_TWICE);
            case "demo" -> keepDemoRunning(root);
            case "test" -> new TestRun(root, System.getenv(), OUT::println).run();
            default -> throw new CannotStart("'" + command + "' is no command: ./throughline help lists them.", 64);
        };
    }

    /** Until Ctrl-C, or until an application refuses its configuration. */
    private static int keepRunning(Path root, Shape shape) {
        var time = Stopwatch.start();
        Progress progress = OUT::println;
        var installation = Installation.in(root, System.getenv(), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(installation)));
        progress.say("Starting in " + installation.home());
        installation.start(shape);
        progress.say(welcome(installation, time));
        throw installation.awaitRefusal();
    }

    /** A practice of its own on simulated time, with three weeks behind it, open to look at until Ctrl-C. */
    private static int keepDemoRunning(Path root) {
        var time = Stopwatch.start();
        Progress progress = OUT::println;
        var demo = Demo.in(System.getenv());
        var installation = Installation.in(root, demo.environment(), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(installation)));
        demo.forgetEarlier(installation.home());
        progress.say("Starting in " + installation.home());
        installation.start(Shape.STANDALONE);
        progress.say("Three weeks of an invented practice:");
        demo.tell(installation.url(), progress);
        progress.say(welcome(installation, time));
        throw installation.awaitRefusal();
    }

    private static void stop(Installation installation) {
        OUT.println("Stopping …");
        var time = Stopwatch.start();
        installation.close();
        OUT.println("Stopped after " + time + ". The data stays in " + installation.home());
    }

    private static String welcome(Installation installation, Stopwatch time) {
        return """

                Throughline runs (after %s).
                  site       %s
                  sign in    %s
                             (works once, and only until the owner has set a password; then it is %s/sign-in)
                  mails      %s
                  data       %s, with the log of each process in logs/
                Ctrl-C stops everything.
                """.formatted(
                        time,
                        installation.url(),
                        installation.signInLink(),
                        installation.url(),
                        installation.hasSink()
                                ? installation.url() + "/mailbox shows what would have been sent"
                                : "go out through SMTP_HOST",
                        installation.home());
    }
}
