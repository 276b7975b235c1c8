package throughline.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import throughline.launcher.process.Progress;

/**
 * What every benchmark needs.
 *
 * @param root of the project
 * @param home where the systems that are measured keep their data
 * @param out where figures go
 */
record Bench(Path root, Path home, Progress out) {

    /** The same with a home of its own, for a system that must not find what another left. */
    Bench in(String name) {
        return new Bench(root, home.resolve(name), out);
    }

    Running start(Map<String, String> environment) {
        return Running.start(root, home, environment, out);
    }

    /** A figure, or anything else that describes itself. */
    void say(Object line) {
        out.say(line.toString());
    }
}
