package throughline.notification.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** The mail as plain text, lines of at most 72 characters where words allow it. Addresses stand alone or at a line's end. */
final class TextMail {
    private static final int WIDTH = 72;

    private final Compiled.Part part;
    private final Map<String, String> values;

    TextMail(Compiled.Part part, Map<String, String> values) {
        this.part = part;
        this.values = values;
    }

    String render() {
        return String.join("\n\n", blocks(part.document()));
    }

    private List<String> blocks(Node parent) {
        var blocks = new ArrayList<String>();
        for (var child : Blocks.children(parent)) {
            var block = block(child);
            if (!block.isBlank()) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private String block(Node node) {
        return switch (node) {
            case Heading heading -> wrap(inline(heading));
            case Paragraph paragraph ->
                Blocks.button(paragraph)
                        .map(link -> wrap(inline(link) + ": ").stripTrailing() + " " + fill(link.getDestination()))
                        .orElseGet(() -> wrap(inline(paragraph)));
            case BlockQuote quote -> indent(String.join("\n\n", blocks(quote)), "    ");
            case BulletList list -> Blocks.isFacts(list) ? facts(list) : list(list, false);
            case OrderedList list -> list(list, true);
            case ThematicBreak _ -> "* * *";
            case FencedCodeBlock code -> indent(fill(code.getLiteral()).stripTrailing(), "    ");
            case IndentedCodeBlock code -> indent(fill(code.getLiteral()).stripTrailing(), "    ");
            case HtmlBlock html -> wrap(fill(html.getLiteral()));
            default -> String.join("\n\n", blocks(node));
        };
    }

    private String facts(BulletList list) {
        var facts = Blocks.facts(list);
        int width = facts.stream()
                        .mapToInt(f -> inline(f.name()).replace(":", "").length())
                        .max()
                        .orElse(0)
                + 3;
        var lines = new ArrayList<String>();
        for (var fact : facts) {
            var name = inline(fact.name()).replace(":", "").strip();
            var value = new StringBuilder();
            fact.value().forEach(node -> value.append(inlineOf(node)));
            var text = value.toString().strip();
            lines.add(name
                    + " ".repeat(Math.max(1, width - name.length()))
                    + text.replace("\n", "\n" + " ".repeat(width)));
        }
        return String.join("\n", lines);
    }

    private String list(Node list, boolean numbered) {
        var lines = new ArrayList<String>();
        for (var item : Blocks.children(list)) {
            if (item instanceof ListItem) {
                var mark = numbered ? (lines.size() + 1) + ". " : "- ";
                var text = String.join("\n\n", blocks(item));
                lines.add(mark + text.replace("\n", "\n" + " ".repeat(mark.length())));
            }
        }
        return String.join("\n", lines);
    }

    private String inline(Node parent) {
        var text = new StringBuilder();
        Blocks.children(parent).forEach(child -> text.append(inlineOf(child)));
        return text.toString();
    }

    private String inlineOf(Node node) {
        return switch (node) {
            case Text text -> fill(text.getLiteral());
            case Code code -> fill(code.getLiteral());
            case HtmlInline html -> fill(html.getLiteral());
            case SoftLineBreak _ -> " ";
            case HardLineBreak _ -> "\n";
            case Image image -> inline(image);
            case Link link -> {
                var words = inline(link);
                var destination = fill(link.getDestination());
                yield words.equals(destination) || words.isBlank() ? destination : words + " (" + destination + ")";
            }
            default -> inline(node);
        };
    }

    private String fill(String text) {
        return part.placeholders().fill(text, values);
    }

    private static String indent(String text, String by) {
        return by + text.replace("\n", "\n" + by);
    }

    /** Breaks at spaces only, so that no address is ever cut. */
    static String wrap(String text) {
        var out = new StringBuilder();
        for (var line : text.split("\n", -1)) {
            int column = 0;
            for (var word : line.split(" ", -1)) {
                if (column > 0 && column + 1 + word.length() > WIDTH) {
                    out.append('\n');
                    column = 0;
                } else if (column > 0) {
                    out.append(' ');
                    column++;
                }
                out.append(word);
                column += word.length();
            }
            out.append('\n');
        }
        return out.toString().stripTrailing();
    }
}
