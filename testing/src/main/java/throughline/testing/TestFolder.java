package throughline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import throughline.launcher.FileTree;

/** Where tests leave files: the module's {@code target}, so that {@code clean} takes along what a killed test could not delete. */
final class TestFolder {

    private TestFolder() {}

    static Path folder() {
        var target = Path.of("target").toAbsolutePath();
        try {
            return Files.isDirectory(target)
                    ? Files.createDirectories(target.resolve("throughline"))
                    : Files.createTempDirectory("throughline-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
