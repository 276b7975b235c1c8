package throughline.endtoend.practice;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An HTML page as a reader without JavaScript and without a browser has it; enough to press its one button. */
public record Page(Answer answer) {

    private static final Pattern FORM = Pattern.compile("(?s)<form\\b([^>]*)>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");

    /** The address of the first link that begins so. */
    public String link(String prefix) {
        return Pattern.compile("href=\"([^\"]*" + Pattern.quote(prefix) + "[^\"]*)\"")
                .matcher(answer.body())
                .results()
                .map(found -> unescaped(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link to " + prefix + " in " + answer));
    }

    /** Posts the first POST form with its hidden fields, and the cookies the page brought. */
    public Answer submit(Http http, String pageAddress) {
        return submit(http, pageAddress, Map.of());
    }

    /** The same with what a person would fill in. */
    public Answer submit(Http http, String pageAddress, Map<String, String> filledIn) {
        var form = FORM.matcher(answer.body())
                .results()
                .filter(found ->
                        found.group(1).toLowerCase(java.util.Locale.ROOT).contains("method=\"post\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no form to post in " + answer));
        var action = attribute(form.group(1), "action");
        var fields = hidden(form);
        fields.putAll(filledIn);
        var call = http.post(action.isEmpty() ? pageAddress : action).form(fields);
        answer.headers().getOrDefault("set-cookie", java.util.List.of()).stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .reduce((a, b) -> a + "; " + b)
                .ifPresent(cookies -> call.header("Cookie", cookies));
        return call.send();
    }

    private static Map<String, String> hidden(MatchResult form) {
        var fields = new HashMap<String, String>();
        INPUT.matcher(form.group(2))
                .results()
                .map(input -> input.group(1))
                .filter(input -> attribute(input, "type").equals("hidden"))
                .forEach(input -> fields.put(attribute(input, "name"), attribute(input, "value")));
        return fields;
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? unescaped(found.group(1)) : "";
    }

    private static String unescaped(String text) {
        return text.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    }
}
