package throughline.notification.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder in which the built-in mail server keeps what it received: for each mail {@code 000001.eml}, its source, and
 * {@code 000001.json}, which appears last.
 */
@Component
@ConditionalOnProperty("throughline.sink.directory")
final class SinkFolder {
    private static final Pattern ENTRY = Pattern.compile("\\d{6,}\\.json");
    private static final Pattern MAIL = Pattern.compile("\\d{6,}\\.(json|eml)");

    private final Path folder;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    SinkFolder(@Value("${throughline.sink.directory}") Path folder) {
        this.folder = folder;
    }

    /**
     * One received mail.
     *
     * @param n from 1
     * @param to the envelope's recipients
     * @param date the mail's own, as its header says (RFC 5322, section 3.3); none in mails kept by an older version
     * @param receivedAt an ISO 8601 instant
     */
    record Entry(
            int n,
            String from,
            List<String> to,
            String subject,
            String messageId,
            @Nullable String date,
            String receivedAt) {

        /** When it was sent as the mail says itself, so that time passes in the mailbox where a clock is simulated. */
        public Instant sent() {
            try {
                return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(String.valueOf(date)));
            } catch (DateTimeException noDate) {
                return Instant.parse(receivedAt);
            }
        }
    }

    /** Oldest first. */
    List<Entry> list() {
        return files(ENTRY).stream()
                .flatMap(file -> read(file).stream())
                .map(bytes -> json.readValue(bytes, Entry.class))
                .sorted(Comparator.comparingInt(Entry::n))
                .toList();
    }

    Optional<Entry> entry(int n) {
        return read(file(n, "json")).map(bytes -> json.readValue(bytes, Entry.class));
    }

    /** The mail as it came over the wire. */
    Optional<byte[]> source(int n) {
        return Files.exists(file(n, "json")) ? read(file(n, "eml")) : Optional.empty();
    }

    void clear() {
        // the entries first: whoever lists meanwhile never finds one without its source
        files(ENTRY).forEach(SinkFolder::delete);
        files(MAIL).forEach(SinkFolder::delete);
    }

    private Path file(int n, String kind) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.%s", n, kind));
    }

    private List<Path> files(Pattern name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
