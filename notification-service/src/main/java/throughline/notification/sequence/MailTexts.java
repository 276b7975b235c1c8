package throughline.notification.sequence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import throughline.notification.message.MailTemplate;

/**
 * The texts this service brings along, one file for each mail: {@code notification/mails/en/call/change.md}. The first line is
 * the subject, what follows {@code ---footer---} says below the mail why the reader gets it. A second language is a second folder.
 */
public final class MailTexts {

    private static final String FOOTER = "\n---footer---\n";
    private static final String SUBJECT = "Subject: ";
    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private MailTexts() {}

    /** The mail of this name, {@code call/change} for example. */
    public static MailTemplate named(String name) {
        String text = READ.computeIfAbsent(name, MailTexts::read);
        int end = text.indexOf('\n');
        int footer = text.indexOf(FOOTER);
        return new MailTemplate(
                text.substring(SUBJECT.length(), end).strip(),
                text.substring(end, footer < 0 ? text.length() : footer).strip(),
                footer < 0 ? "" : text.substring(footer + FOOTER.length()).strip());
    }

    /** The reason for a mail of a kind: {@code call}, {@code follow-up} or {@code article}. */
    public static String footer(String kind) {
        return READ.computeIfAbsent("footer/" + kind, MailTexts::read).strip();
    }

    private static String read(String name) {
        String path = "/notification/mails/" + Locale.ENGLISH.getLanguage() + "/" + name + ".md";
        try (InputStream file = MailTexts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no mail text " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
