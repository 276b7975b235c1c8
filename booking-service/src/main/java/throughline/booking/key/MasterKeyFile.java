package throughline.booking.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.service.ConfigurationRefused;
import throughline.service.PracticeSettings;

/**
 * Where the master keys come from: {@code THROUGHLINE_MASTER_KEY}, else {@code keys/master} in the home, which is made at the
 * first start and readable by its owner only. Several keys stand in lines of the file, or with commas between them.
 */
@Configuration(proxyBeanMethods = false)
class MasterKeyFile {

    @Bean
    MasterKeys bookingMasterKeys(@Value("${throughline.master-key:}") String given, PracticeSettings practice) {
        Path file = practice.home().resolve("keys").resolve("master");
        return given.isBlank() ? fromFile(file) : read(given, "THROUGHLINE_MASTER_KEY");
    }

    /** @throws ConfigurationRefused in a sentence that repeats nothing of what was given */
    static MasterKeys read(String given, String where) {
        List<String> keys = Arrays.stream(given.split("[,\\s]+", -1))
                .filter(key -> !key.isBlank())
                .toList();
        try {
            return MasterKeys.of(keys);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(where
                    + " is not 32 random bytes in Base64 (44 characters); it locks what clients write, and only the key that"
                    + " locked it can open it.");
        }
    }

    static MasterKeys fromFile(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(Files.readString(file), "The file " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("the master key cannot be kept in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        Path draft = Files.createTempFile(
                file.getParent(),
                "master",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, Base64.getEncoder().encodeToString(fresh) + "\n");
        try {
            Files.createLink(file, draft); // several processes may start at once: the first one wins
        } catch (FileAlreadyExistsException e) {
            // the key that is there is the key
        } finally {
            Files.delete(draft);
        }
    }
}
