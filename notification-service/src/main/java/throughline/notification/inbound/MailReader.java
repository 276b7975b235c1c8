package throughline.notification.inbound;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;

/**
 * Reads a mail of a stranger. Nothing is unpacked, nothing is loaded, and there is a limit to everything: size, headers, parts,
 * depth, text and time. Beyond a limit the rest is not looked at; what cannot be read at all is {@link Unreadable}.
 */
final class MailReader {
    static final int LARGEST = 10 * 1024 * 1024;
    private static final int LONGEST_HEADERS = 256 * 1024;
    private static final int MOST_HEADERS = 500;
    private static final int LONGEST_HEADER = 8 * 1024;
    private static final int MOST_BOUNDARIES = 1_000;
    private static final int MOST_PARTS = 60;
    private static final int DEEPEST = 8;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final Duration LONGEST_TIME = Duration.ofSeconds(5);

    private final Session session = Session.getInstance(new Properties());
    private final LongSupplier nanos;

    /** @param nanos machine time */
    MailReader(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Not a mail, or one made to do harm. */
    static final class Unreadable extends Exception {
        Unreadable(String why) {
            super(why);
        }
    }

    ReadMail read(byte[] source) throws Unreadable {
        if (source.length > LARGEST) {
            throw new Unreadable("too large");
        }
        checkShape(source);
        try {
            var mail = new MimeMessage(session, new ByteArrayInputStream(source));
            var reading = new Reading(nanos.getAsLong() + LONGEST_TIME.toNanos());
            var headers = headers(Collections.list(mail.getAllHeaders()));
            if (headers.isEmpty()) {
                throw new Unreadable("no headers");
            }
            reading.part(mail, 0);
            return new ReadMail(
                    headers, reading.reportType, reading.report, reading.original, reading.text, recipients(headers));
        } catch (MessagingException | IOException | RuntimeException e) {
            throw new Unreadable(e.getClass().getSimpleName());
        }
    }

    /** Looked at before anything is parsed: a header block without end, or a body that is all boundaries. */
    private static void checkShape(byte[] source) throws Unreadable {
        int boundaries = 0;
        int headerEnd = -1;
        for (int i = 0; i < source.length - 2; i++) {
            if (source[i] == '\n') {
                boolean blank = source[i + 1] == '\n' || (source[i + 1] == '\r' && source[i + 2] == '\n');
                headerEnd = headerEnd < 0 && blank ? i : headerEnd;
                boundaries += source[i + 1] == '-' && source[i + 2] == '-' ? 1 : 0;
            }
        }
        if ((headerEnd < 0 ? source.length : headerEnd) > LONGEST_HEADERS) {
            throw new Unreadable("headers too large");
        }
        if (boundaries > MOST_BOUNDARIES) {
            throw new Unreadable("too many parts");
        }
    }

    private static Map<String, String> headers(List<Header> all) {
        Map<String, String> headers = new HashMap<>();
        for (var header : all.subList(0, Math.min(all.size(), MOST_HEADERS))) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT).strip(), value(header.getValue()));
        }
        return headers;
    }

    private static String value(String raw) {
        var cut = raw.substring(0, Math.min(raw.length(), LONGEST_HEADER)).replaceAll("\\r?\\n[ \\t]*", " ");
        try {
            return MimeUtility.decodeText(cut).strip();
        } catch (UnsupportedEncodingException | RuntimeException _) {
            return cut.strip(); // an encoding nobody knows: as it stands
        }
    }

    private static List<String> recipients(Map<String, String> headers) {
        var recipients = new ArrayList<String>();
        for (var name : List.of("delivered-to", "x-original-to", "envelope-to", "to", "cc")) {
            recipients.add(headers.getOrDefault(name, ""));
        }
        return recipients;
    }

    /** One mail being read: what was found, and what may still be spent. */
    private final class Reading {
        private final long until;
        private int parts;
        private String reportType = "";
        private Map<String, String> report = Map.of();
        private Map<String, String> original = Map.of();
        private String text = "";

        private Reading(long until) {
            this.until = until;
        }

        private void part(Part part, int depth) throws MessagingException, IOException {
            if (depth > DEEPEST || ++parts > MOST_PARTS || nanos.getAsLong() - until > 0) {
                return;
            }
            var type = type(part);
            if (type.getPrimaryType().equalsIgnoreCase("multipart")) {
                if (type.getSubType().equalsIgnoreCase("report")) {
                    var named = type.getParameter("report-type");
                    reportType = named == null ? "" : named.toLowerCase(Locale.ROOT);
                }
                if (part.getContent() instanceof Multipart multipart) {
                    for (int i = 0; i < Math.min(multipart.getCount(), MOST_PARTS); i++) {
                        part(multipart.getBodyPart(i), depth + 1);
                    }
                }
            } else {
                leaf(part, type.getBaseType().toLowerCase(Locale.ROOT));
            }
        }

        private void leaf(Part part, String type) throws MessagingException, IOException {
            switch (type) {
                case "message/delivery-status",
                        "message/global-delivery-status",
                        "message/feedback-report",
                        "message/disposition-notification" ->
                    report = report.isEmpty() ? fields(content(part)) : report;
                case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers" ->
                    original = original.isEmpty() ? fields(content(part)) : original;
                case "text/plain", "text/html" -> text = text.isEmpty() ? content(part) : text;
                default -> {}
            }
        }

        private static ContentType type(Part part) throws MessagingException {
            var declared = part.getContentType();
            try {
                return new ContentType(declared == null ? "text/plain" : declared);
            } catch (MessagingException _) {
                return new ContentType("text/plain");
            }
        }

        private static String content(Part part) throws MessagingException, IOException {
            try (var in = part.getInputStream()) {
                return new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
            }
        }

        /** {@code Name: value} lines; the first of each name, so of several recipients the first. */
        private static Map<String, String> fields(String text) {
            Map<String, String> fields = new HashMap<>();
            for (var line : text.replaceAll("\\r?\\n[ \\t]+", " ")
                    .lines()
                    .limit(MOST_HEADERS)
                    .toList()) {
                int colon = line.indexOf(':');
                if (colon > 0 && colon < 100) {
                    fields.putIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT).strip(),
                            line.substring(colon + 1).strip());
                }
            }
            return fields;
        }
    }
}
