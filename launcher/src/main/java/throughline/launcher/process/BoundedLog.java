package throughline.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A process's output, appended straight to a file, so that the process does not depend on anybody reading a pipe. When the
 * file passes 10 MB it is copied to {@code .1} and emptied; what is written between the two is lost.
 */
record BoundedLog(Path file) {

    private static final long LIMIT = 10_000_000;
    private static final int TAIL = 8_000;

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    void shorten() throws IOException {
        if (size() > LIMIT) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The lines written since the file had that size, the last 8 kB of them; bytes that are no UTF-8 are replaced. */
    List<String> linesSince(long size) throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try (var channel = FileChannel.open(file)) {
            channel.position(Math.max(size, channel.size() - TAIL));
            var bytes = java.nio.channels.Channels.newInputStream(channel).readAllBytes();
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
