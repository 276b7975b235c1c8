package throughline.notification.message;

import java.util.Map;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.springframework.web.util.HtmlUtils;

/**
 * The inside of the sheet as HTML. Everything that is not ours is escaped; raw HTML in a template is shown as text; images
 * are left out, so a mail can never load anything.
 */
final class HtmlMail {
    private final Compiled.Part part;
    private final Map<String, String> values;
    private final boolean soft;
    private final StringBuilder out = new StringBuilder(2_000);

    /** @param soft in the small grey type of the footer */
    HtmlMail(Compiled.Part part, Map<String, String> values, boolean soft) {
        this.part = part;
        this.values = values;
        this.soft = soft;
    }

    String render() {
        blocks(part.document());
        return out.toString();
    }

    private void blocks(Node parent) {
        Blocks.children(parent).forEach(this::block);
    }

    private void block(Node node) {
        switch (node) {
            case Heading heading when heading.getLevel() == 1 -> wrap("h1", HtmlStyle.H1, heading);
            case Heading heading -> wrap("h2", HtmlStyle.H2, heading);
            case Paragraph paragraph -> paragraph(paragraph);
            case BlockQuote quote -> Blocks.children(quote).forEach(child -> wrap("p", HtmlStyle.QUOTE, child));
            case BulletList list when Blocks.isFacts(list) -> facts(list);
            case BulletList list -> list("ul", list);
            case OrderedList list -> list("ol", list);
            case ThematicBreak _ -> out.append("<p ").append(HtmlStyle.TEXT).append(">* * *</p>\n");
            case FencedCodeBlock code -> plain(code.getLiteral());
            case IndentedCodeBlock code -> plain(code.getLiteral());
            case HtmlBlock html -> plain(html.getLiteral());
            default -> blocks(node);
        }
    }

    private void paragraph(Paragraph paragraph) {
        var button = Blocks.button(paragraph);
        if (button.isPresent() && !soft) {
            button(button.get());
        } else {
            wrap("p", soft ? HtmlStyle.FOOT : HtmlStyle.TEXT, paragraph);
        }
    }

    private void wrap(String tag, String style, Node node) {
        out.append('<').append(tag).append(' ').append(style).append('>');
        inline(node);
        out.append("</").append(tag).append(">\n");
    }

    private void plain(String text) {
        out.append("<p ")
                .append(HtmlStyle.TEXT)
                .append('>')
                .append(escaped(text))
                .append("</p>\n");
    }

    private void list(String tag, Node list) {
        out.append('<').append(tag).append(" style=\"margin:0 0 16px;padding:0 0 0 24px;\">");
        for (var item : Blocks.children(list)) {
            out.append("<li ").append(HtmlStyle.ITEM).append('>');
            Blocks.children(item).forEach(this::inline);
            out.append("</li>\n");
        }
        out.append("</").append(tag).append(">\n");
    }

    private void facts(BulletList list) {
        out.append(HtmlStyle.FACTS_OPEN);
        for (var fact : Blocks.facts(list)) {
            out.append("<tr><td ").append(HtmlStyle.FACT_NAME).append('>');
            out.append(escaped(Blocks.words(fact.name()).replace(":", "")));
            out.append("</td><td ").append(HtmlStyle.FACT_VALUE).append('>');
            int begin = out.length();
            fact.value().forEach(this::inlineOf);
            while (out.length() > begin && out.charAt(begin) == ' ') {
                out.deleteCharAt(begin);
            }
            out.append("</td></tr>\n");
        }
        out.append(HtmlStyle.FACTS_CLOSE);
    }

    private void button(Link link) {
        boolean quiet = Blocks.isQuiet(link);
        out.append(quiet ? HtmlStyle.QUIET_OPEN : HtmlStyle.BUTTON_OPEN);
        out.append("<a ").append(quiet ? HtmlStyle.QUIET_LINK : HtmlStyle.BUTTON_LINK);
        out.append(" href=\"").append(destination(link)).append("\">");
        inline(link);
        out.append("</a></td></tr></table>\n");
    }

    private void inline(Node parent) {
        Blocks.children(parent).forEach(this::inlineOf);
    }

    private void inlineOf(Node node) {
        switch (node) {
            case Text text -> out.append(escaped(text.getLiteral()));
            case Code code -> out.append(escaped(code.getLiteral()));
            case HtmlInline html -> out.append(escaped(html.getLiteral()));
            case SoftLineBreak _ -> out.append('\n');
            case HardLineBreak _ -> out.append("<br>");
            case StrongEmphasis strong -> surround("b", strong);
            case Emphasis emphasis -> surround("i", emphasis);
            case Image image -> out.append(escaped(Blocks.words(image)));
            case Link link -> {
                out.append("<a ")
                        .append(HtmlStyle.LINK)
                        .append(" href=\"")
                        .append(destination(link))
                        .append("\">");
                inline(link);
                out.append("</a>");
            }
            default -> inline(node);
        }
    }

    private void surround(String tag, Node node) {
        out.append('<').append(tag).append('>');
        inline(node);
        out.append("</").append(tag).append('>');
    }

    private String destination(Link link) {
        var filled = part.placeholders().fill(link.getDestination(), values).strip();
        return Blocks.isSafe(filled) ? HtmlUtils.htmlEscape(filled, "UTF-8") : "#";
    }

    private String escaped(String text) {
        return HtmlUtils.htmlEscape(part.placeholders().fill(text, values), "UTF-8")
                .replace("\n", "<br>");
    }
}
