package throughline.notification.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * What every link of a mail must be: somewhere to go, and words to see. A mail has no page it could be relative to. Each is looked at
 * twice, with all variables filled and with those that may be empty left out.
 */
final class LinkRules {
    private static final Pattern ADDRESS_VARIABLE = Pattern.compile("(?i).*[.](\\w*link|url)");
    private static final String SOMEWHERE = "https://practice.example/a";
    private static final String A_WORD = "word";

    private final Compiled.Part part;
    private final Map<String, String> filled = new HashMap<>();
    private final Map<String, String> bare = new HashMap<>();

    LinkRules(Compiled.Part part, Set<String> always) {
        this.part = part;
        part.placeholders().variables().forEach(variable -> {
            String value = ADDRESS_VARIABLE.matcher(variable.name()).matches() ? SOMEWHERE : A_WORD;
            filled.put(variable.name(), value);
            if (always.contains(variable.name())) {
                bare.put(variable.name(), value);
            }
        });
    }

    /** One broken link; {@code shown} is what the reader would see of it. */
    record Broken(String code, String shown) {}

    List<Broken> broken() {
        var found = new ArrayList<Broken>();
        look(part.document(), found);
        return found;
    }

    private void look(Node node, List<Broken> found) {
        if (node instanceof Link link) {
            check(link).ifPresent(code -> found.add(new Broken(code, shown(link))));
        }
        Blocks.children(node).forEach(child -> look(child, found));
    }

    private Optional<String> check(Link link) {
        var address = link.getDestination();
        if (fill(address, filled).isBlank()) {
            return Optional.of("EMPTY_LINK");
        }
        boolean goes = List.of(filled, bare).stream().allMatch(values -> isAbsolute(fill(address, values)));
        if (!goes) {
            return Optional.of("BAD_LINK");
        }
        boolean hasWords =
                List.of(filled, bare).stream().allMatch(values -> Placeholders.isSomething(fill(words(link), values)));
        return hasWords ? Optional.empty() : Optional.of("LINK_WITHOUT_WORDS");
    }

    private String fill(String text, Map<String, String> values) {
        return part.placeholders().fill(text, values).strip();
    }

    private String shown(Link link) {
        var words = fill(words(link), filled);
        var all = words.isEmpty() ? fill(link.getDestination(), filled) : words;
        return all.length() > 60 ? all.substring(0, 60) + "…" : all;
    }

    /** An image is left out of a mail and its description stays. */
    private static String words(Node node) {
        var words = new StringBuilder();
        for (var child : Blocks.children(node)) {
            words.append(
                    switch (child) {
                        case org.commonmark.node.Text text -> text.getLiteral();
                        case org.commonmark.node.Code code -> code.getLiteral();
                        case Image image -> words(image);
                        default -> words(child);
                    });
        }
        return words.toString();
    }

    private static boolean isAbsolute(String address) {
        try {
            var uri = new URI(address.replace(" ", "%20"));
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return switch (scheme) {
                // the whole authority: a host with letters beyond ASCII is none for this class
                case "http", "https" -> uri.getRawAuthority() != null;
                case "mailto" -> uri.getSchemeSpecificPart().contains("@");
                default -> false;
            };
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
