package throughline.content.markdown;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.autolink.AutolinkType;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import throughline.content.markdown.RenderingRefused.Reason;

/**
 * Renders Markdown (CommonMark, tables, strikethrough, bare links). What comes out has passed the sanitizer. A text may
 * be written to be slow or to blow up, so each is rendered on one of two threads of its own with a deadline: a text that
 * runs over it is refused, and the thread is told to stop at its next output. Size, depth, table area and length of the output
 * are bounded, so that a thread that was given up on ends soon and never fills the memory.
 */
@Component
public final class Markdown implements DisposableBean {

    /** The most that is accepted, in bytes of UTF-8. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final int THREADS = 2;
    private static final int WAITING = 32;
    private static final int DEEPEST_BLOCKS = 50;
    private static final int DEEPEST_INLINES = 50;
    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.create(),
            AutolinkExtension.builder()
                    .linkTypes(AutolinkType.URL, AutolinkType.WWW)
                    .build());

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEEPEST_BLOCKS)
            .maxInlineNesting(DEEPEST_INLINES)
            .build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).sanitizeUrls(true).build();
    private final MarkdownSettings settings;
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("markdown-", 0).factory());

    Markdown(MarkdownSettings settings) {
        this.settings = settings;
    }

    /** @throws RenderingRefused if a bound is exceeded */
    public Rendered render(String markdown) {
        if (markdown.length() > MOST_BYTES || markdown.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new RenderingRefused(Reason.TOO_LARGE);
        }
        if (TableArea.of(markdown) > TableArea.MOST_CELLS) {
            throw new RenderingRefused(Reason.TOO_COMPLEX);
        }
        try {
            Future<Rendered> result = threads.submit(() -> renderHere(markdown));
            try {
                return result.get(settings.renderingLimit().toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                result.cancel(true);
            }
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new RenderingRefused(Reason.TOO_SLOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderingRefused(Reason.TOO_SLOW);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RenderingRefused refused -> refused;
                case StackOverflowError tooDeep -> new RenderingRefused(Reason.TOO_COMPLEX);
                case null, default -> new IllegalStateException("rendering failed", e.getCause());
            };
        }
    }

    private Rendered renderHere(String markdown) {
        Node document = parser.parse(markdown);
        belowTheTitle(document);
        BoundedHtml html = new BoundedHtml();
        renderer.render(document, html);
        PlainText text = PlainText.of(document);
        return new Rendered(SafeHtml.of(html.toString()), text.words(), text.excerpt());
    }

    /** The page's title is its only first-level heading: in a text that has others, all headings move down by one. */
    private static void belowTheTitle(Node document) {
        List<Heading> headings = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                headings.add(heading);
            }
        });
        if (headings.stream().anyMatch(h -> h.getLevel() == 1)) {
            headings.forEach(h -> h.setLevel(Math.min(6, h.getLevel() + 1)));
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
