package throughline.content.markdown;

import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * What a text may show: prose, lists, quotes, code, tables and links to the web, to mail and within the site. No script, style, frame,
 * form or picture, no class and no id (which could take the place of one of the page's own).
 */
final class SafeHtml {

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "code",
                    "em",
                    "strong",
                    "del",
                    "s",
                    "sub",
                    "sup",
                    "b",
                    "i",
                    "u",
                    "br",
                    "hr",
                    "a",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "abbr",
                    "cite",
                    "kbd",
                    "mark",
                    "small",
                    "q",
                    "dl",
                    "dt",
                    "dd")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("title")
            .onElements("a", "abbr")
            .allowAttributes("start")
            .matching(java.util.regex.Pattern.compile("[0-9]{1,9}"))
            .onElements("ol")
            .allowAttributes("align")
            .matching(true, "left", "center", "right")
            .onElements("th", "td")
            .allowStandardUrlProtocols()
            .requireRelsOnLinks("noopener")
            .toFactory();

    private SafeHtml() {}

    static String of(String html) {
        return POLICY.sanitize(html);
    }
}
