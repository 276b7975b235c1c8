package throughline.notification.delivery;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Looks for the mail in the relay's log, where that can be read: Postfix and its kin write {@code message-id=<…>} when they take a mail. */
final class RelayLog implements Reconciler {
    private static final long LAST = 20L * 1024 * 1024;

    private final Path file;

    RelayLog(Path file) {
        this.file = file;
    }

    @Override
    public Map<String, String> taken(Collection<String> messageIds) throws IOException {
        var found = new HashMap<String, String>();
        if (!Files.isReadable(file)) {
            throw new IOException("the relay's log cannot be read");
        }
        var text = end();
        for (var messageId : messageIds) {
            if (text.contains("message-id=" + messageId)) {
                found.put(messageId, "the relay's log names it");
            }
        }
        return found;
    }

    private String end() throws IOException {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, log.length() - LAST);
            log.seek(from);
            var bytes = new byte[(int) (log.length() - from)];
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
