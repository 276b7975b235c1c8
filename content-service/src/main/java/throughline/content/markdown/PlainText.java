package throughline.content.markdown;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** The words of a text without its markup. */
final class PlainText extends AbstractVisitor {

    private static final int EXCERPT = 200;

    private final StringBuilder text = new StringBuilder();
    private @Nullable String firstParagraph;

    private PlainText() {}

    static PlainText of(Node document) {
        PlainText text = new PlainText();
        document.accept(text);
        return text;
    }

    int words() {
        int words = 0;
        for (String token : text.toString().split("\\s+", -1)) {
            if (token.codePoints().anyMatch(Character::isLetterOrDigit)) {
                words++;
            }
        }
        return words;
    }

    String excerpt() {
        String all = firstParagraph == null ? "" : firstParagraph;
        if (all.length() <= EXCERPT) {
            return all;
        }
        int end = all.lastIndexOf(' ', EXCERPT - 1);
        int cut = end > EXCERPT / 2 ? end : EXCERPT - 1;
        return all.substring(0, Character.isHighSurrogate(all.charAt(cut - 1)) ? cut - 1 : cut) + "…";
    }

    @Override
    public void visit(Paragraph paragraph) {
        int from = text.length();
        visitChildren(paragraph);
        if (firstParagraph == null) {
            String inner = text.substring(from).strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
            firstParagraph = inner.isEmpty() ? null : inner;
        }
        text.append('\n');
    }

    @Override
    public void visit(Heading heading) {
        visitChildren(heading);
        text.append('\n');
    }

    @Override
    public void visit(Text node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock node) {
        text.append(node.getLiteral()).append('\n');
    }

    @Override
    public void visit(IndentedCodeBlock node) {
        text.append(node.getLiteral()).append('\n');
    }

    @Override
    public void visit(SoftLineBreak node) {
        text.append('\n');
    }

    @Override
    public void visit(HardLineBreak node) {
        text.append('\n');
    }

    /** Cells of a table stand apart; struck-through words do not, but their spaces are in the text anyway. */
    @Override
    public void visit(CustomNode node) {
        visitChildren(node);
        if (node instanceof org.commonmark.ext.gfm.tables.TableCell) {
            text.append('\n');
        }
    }
}
