package throughline.notification.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.BulletList;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** What the Markdown of a mail means beyond Markdown; the same for text and HTML. */
final class Blocks {
    private Blocks() {}

    static List<Node> children(Node parent) {
        var children = new ArrayList<Node>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    /** A paragraph that is one link and nothing else is a button. */
    static Optional<Link> button(Paragraph paragraph) {
        return paragraph.getFirstChild() instanceof Link link && link.getNext() == null
                ? Optional.of(link)
                : Optional.empty();
    }

    static boolean isQuiet(Link button) {
        return "quiet".equals(button.getTitle());
    }

    /** A list whose items all begin in bold is a table of facts: the bold part names, the rest tells. */
    static boolean isFacts(BulletList list) {
        return children(list).stream()
                .allMatch(item ->
                        item.getFirstChild() instanceof Paragraph p && p.getFirstChild() instanceof StrongEmphasis);
    }

    record Fact(StrongEmphasis name, List<Node> value) {}

    static List<Fact> facts(BulletList list) {
        return children(list).stream()
                .map(item -> {
                    var parts = children(item.getFirstChild());
                    return new Fact((StrongEmphasis) parts.getFirst(), parts.subList(1, parts.size()));
                })
                .toList();
    }

    /** The words of a node without any markup. */
    static String words(Node node) {
        var words = new StringBuilder();
        for (var child : children(node)) {
            words.append(child instanceof Text text ? text.getLiteral() : words(child));
        }
        return words.toString();
    }

    /** Only addresses a reader can be sent to; anything else could run something. */
    static boolean isSafe(String destination) {
        var lower = destination.toLowerCase(java.util.Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:");
    }
}
