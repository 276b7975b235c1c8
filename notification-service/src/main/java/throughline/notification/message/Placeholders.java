package throughline.notification.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a text. They are taken out before the text is read as Markdown and put in after, each as one character of
 * a private area of Unicode, so that a value can never become markup.
 *
 * @param text with one private character for each variable
 * @param variables in the order of their characters
 */
record Placeholders(String text, List<Variable> variables) {
    static final char FIRST = '\uE100';
    static final char LAST = '\uF7FF';
    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\{\\s*([a-zA-Z][a-zA-Z0-9.]{0,63})\\s*(\\|([^{}|\\r\\n]{0,200}))?\\}\\}");
    private static final Pattern PRIVATE = Pattern.compile("[\uE000-\uF8FF\u0000]");

    /** @param fallback what is shown for an empty value; empty when none was given */
    record Variable(String name, boolean hasFallback, String fallback) {
        String in(Map<String, String> values) {
            var value = values.getOrDefault(name, "");
            return value.isBlank() || (hasFallback && !isSomething(value)) ? fallback : value;
        }
    }

    /** Whether there is something to read: "Hi ," is not sent because a name was only an invisible space. */
    static boolean isSomething(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    static Placeholders in(String source) {
        var variables = new ArrayList<Variable>();
        var text = new StringBuilder();
        Matcher found = VARIABLE.matcher(PRIVATE.matcher(source).replaceAll(""));
        while (found.find()) {
            if (variables.size() > LAST - FIRST) {
                throw new IllegalArgumentException("too many variables");
            }
            found.appendReplacement(text, String.valueOf((char) (FIRST + variables.size())));
            boolean hasFallback = found.group(2) != null;
            variables.add(new Variable(
                    found.group(1), hasFallback, hasFallback ? found.group(3).strip() : ""));
        }
        found.appendTail(text);
        return new Placeholders(text.toString(), List.copyOf(variables));
    }

    /** Whether braces are left that look like a variable and are none. */
    boolean isBroken() {
        return text.contains("{{") || text.contains("}}");
    }

    /** A part of {@link #text} with the values put in. */
    String fill(String part, Map<String, String> values) {
        var filled = new StringBuilder(part.length() + 32);
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= FIRST && c < FIRST + variables.size()) {
                filled.append(variables.get(c - FIRST).in(values));
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }
}
