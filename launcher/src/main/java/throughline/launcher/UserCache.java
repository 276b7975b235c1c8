package throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What may be fetched or built again at any time, kept for all clones of this user: {@code $XDG_CACHE_HOME/throughline} or {@code ~/.cache/throughline}. */
public final class UserCache {

    private UserCache() {}

    public static Path folder(Map<String, String> environment) {
        var configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        var home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        var cache = (configured.isBlank() ? Path.of(home, ".cache") : Path.of(configured)).resolve("throughline");
        try {
            return Files.createDirectories(cache);
        } catch (IOException e) {
            throw new CannotStart(
                    "The cache folder " + cache + " cannot be made (" + e + "): set XDG_CACHE_HOME to one that can.",
                    e);
        }
    }
}
