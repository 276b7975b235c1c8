package throughline.notification.message;

import java.util.Map;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** A template read once; filling it for a person parses nothing any more. Safe for use by many threads at once. */
record Compiled(Placeholders subject, Part body, Part footer) {
    private static final Parser MARKDOWN = Parser.builder().build();

    record Part(Placeholders placeholders, Node document) {
        static Part of(String markdown) {
            var placeholders = Placeholders.in(markdown);
            return new Part(placeholders, MARKDOWN.parse(placeholders.text()));
        }
    }

    static Compiled of(MailTemplate template) {
        return new Compiled(
                Placeholders.in(template.subject()), Part.of(template.markdown()), Part.of(template.footer()));
    }

    /** The subject in one line: whatever a value brings along, line breaks become spaces. */
    String subject(Map<String, String> values) {
        return subject.fill(subject.text(), values)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }
}
