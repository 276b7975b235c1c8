package throughline.launcher.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of mails, numbered from 1, the oldest first.
 *
 * <pre>
 * 000001.eml    the exact bytes that were received
 * 000001.json   {"n":1,"from":"…","to":["…"],"subject":"…","messageId":"&lt;…&gt;","date":"…","receivedAt":"2026-12-01T12:00:00Z"}
 * </pre>
 *
 * The JSON file appears last: whoever lists those sees whole mails only. A file whose name begins with a dot is unfinished.
 */
final class MailFolder {

    private static final Pattern NUMBER = Pattern.compile("(\\d{6,})\\.(eml|json)");

    private final Path folder;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();
    private int last;

    MailFolder(Path folder, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.clock = clock;
        this.last = highest();
    }

    private int highest() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> NUMBER.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** Returns when the mail would survive the loss of power: both files and their names are on disk. */
    synchronized int keep(String from, List<String> to, byte[] source) throws IOException {
        int n = last + 1;
        var headers = MailHeaders.of(source);
        var entry = new Entry(
                n,
                from,
                to,
                headers.decoded("subject"),
                headers.raw("message-id"),
                headers.raw("date"),
                clock.instant().toString());
        write(n, "eml", source);
        write(n, "json", json.writeValueAsBytes(entry));
        try (var names = FileChannel.open(folder)) {
            names.force(true);
        }
        last = n;
        return n;
    }

    private void write(int n, String kind, byte[] content) throws IOException {
        var name = String.format(Locale.ROOT, "%06d.%s", n, kind);
        var draft = folder.resolve("." + name);
        try (var file = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (var bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private record Entry(
            int n, String from, List<String> to, String subject, String messageId, String date, String receivedAt) {}
}
