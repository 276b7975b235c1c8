package throughline.launcher.process;

import java.util.ArrayList;
import java.util.List;

/** A command in a session of its own, so that Ctrl-C in the terminal reaches the supervisor only, and the order of stopping is its own. */
final class Detached {

    private static final String SETSID =
            "if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\"; else exec \"$@\"; fi";

    private Detached() {}

    /** The process keeps the pid it was started with: {@code setsid} forks only for the leader of a process group. */
    static List<String> command(List<String> command) {
        return shell(SETSID, "throughline", command);
    }

    /** The same, and the process writes its pid to that file before it becomes the program. */
    static List<String> command(java.nio.file.Path pidFile, List<String> command) {
        return shell("echo $$ > \"$0.draft\" && mv -f \"$0.draft\" \"$0\" && " + SETSID, pidFile.toString(), command);
    }

    private static List<String> shell(String script, String zero, List<String> command) {
        var all = new ArrayList<>(List.of("sh", "-c", script, zero));
        all.addAll(command);
        return all;
    }
}
