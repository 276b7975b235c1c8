package throughline.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What happens in a practice, each as the request somebody would send. */
final class Practice {

    private static final Pattern CALL_TO_ACTION = Pattern.compile("href=\"([^\"]*/go/[^\"]+)\"");
    private static final Pattern SOURCE = Pattern.compile("[?&]source=([^&]+)");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("List-Unsubscribe:\\s*<(https?://[^>]+)>");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");

    private final PublicInterface site;

    Practice(PublicInterface site) {
        this.site = site;
    }

    /** A booked call, as the answer to the booking says it. */
    record Call(String id, Instant start, Instant end, String manageLink) {}

    Instant goTo(Instant instant) {
        return Instant.parse(site.act("/dev/clock", Map.of("instant", instant.toString()))
                .get("instant")
                .asString());
    }

    /** Writes and publishes an article; answers the address of its page. */
    String publish(String title, String summary, String text) {
        JsonNode article = site.act(
                "/api/content/v1/articles",
                Map.of("title", title, "summary", summary, "markdown", resource(text), "author", "Mira Sorrel"));
        site.act("/api/content/v1/articles/" + article.get("id").asString() + "/publish", Map.of());
        return "/articles/" + article.get("slug").asString();
    }

    /** Reads an article and follows the link at its end; answers what the link says about where it was. */
    String followCallToAction(String articlePage) {
        Matcher link = CALL_TO_ACTION.matcher(site.get(articlePage).body());
        if (!link.find()) {
            throw new IllegalStateException("the article has no call to action");
        }
        Matcher source = SOURCE.matcher(site.get(link.group(1)).location());
        return source.find() ? source.group(1) : "";
    }

    /** Books the first time on that day, or the next one with a time, that is at or after the given share of the day's times. */
    Call book(Reader reader, LocalDate day, double share, String source) {
        JsonNode slots = site.read(
                        "/api/booking/v1/call-types/exploration-call/slots?from=" + day + "&to=" + day.plusDays(4))
                .get("slots");
        JsonNode first = slots.get(0);
        String date = first.get("local").asString().substring(0, 10);
        int sameDay = 0;
        while (sameDay < slots.size()
                && slots.get(sameDay).get("local").asString().startsWith(date)) {
            sameDay++;
        }
        JsonNode slot = slots.get((int) Math.floor(share * (sameDay - 1)));
        Map<String, Object> request = new HashMap<>(Map.of(
                "callType", "exploration-call",
                "start", slot.get("start").asString(),
                "zone", reader.zone().getId(),
                "name", reader.name(),
                "email", reader.email(),
                "answers", Map.of(),
                "followUp", true));
        if (!source.isEmpty()) {
            request.put("source", source);
        }
        return call(site.ask("/api/booking/v1/calls", request));
    }

    void cancel(Call call) {
        site.ask("/api/booking/v1/manage/" + token(call) + "/cancel", Map.of("reason", "Something came up"));
    }

    Call moveToNextDay(Call call) {
        LocalDate next =
                LocalDate.ofInstant(call.start(), java.time.ZoneOffset.UTC).plusDays(1);
        JsonNode slots = site.read(
                        "/api/booking/v1/call-types/exploration-call/slots?from=" + next + "&to=" + next.plusDays(4))
                .get("slots");
        return call(site.ask(
                "/api/booking/v1/manage/" + token(call) + "/reschedule",
                Map.of("start", slots.get(slots.size() / 2).get("start").asString())));
    }

    void record(Call call, String outcome) {
        site.act("/api/booking/v1/calls/" + call.id() + "/outcome", Map.of("outcome", outcome));
    }

    void subscribe(String email) {
        site.ask("/api/notification/v1/subscriptions", Map.of("email", email, "purpose", "articles"));
    }

    /** Opens the link of the newest mail to the address and presses the page's button. */
    void confirm(String email) {
        Matcher link = LINK.matcher(newestMailTo(email));
        if (!link.find()) {
            throw new IllegalStateException("the mail that asks for confirmation has no link");
        }
        String page = site.get(link.group()).body();
        Map<String, String> fields = new HashMap<>();
        Matcher hidden = HIDDEN.matcher(page);
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        Matcher action = ACTION.matcher(page);
        site.submit(action.find() ? action.group(1) : link.group(), fields);
    }

    /** What the button of a mail program does. */
    void unsubscribeOneClick(String email) {
        Matcher link = UNSUBSCRIBE.matcher(newestMailTo(email));
        if (!link.find()) {
            throw new IllegalStateException("the newest mail offers no way to unsubscribe");
        }
        site.submit(link.group(1), Map.of("List-Unsubscribe", "One-Click"));
    }

    int mails() {
        return site.read("/dev/mailbox").size();
    }

    private String newestMailTo(String email) {
        for (int look = 0; look < 100; look++) {
            JsonNode mails = site.read("/dev/mailbox");
            for (int i = mails.size() - 1; i >= 0; i--) {
                if (mails.get(i).get("to").toString().contains(email)) {
                    return unfolded(
                            site.get("/dev/mailbox/" + mails.get(i).get("n").asInt() + "/source")
                                    .body());
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
        }
        throw new IllegalStateException("a mail of the story did not arrive within ten seconds");
    }

    /** Header lines joined, quoted-printable line ends and equals signs undone: enough to find a link. */
    private static String unfolded(String source) {
        return source.replaceAll("\r?\n[ \t]", "").replaceAll("=\r?\n", "").replace("=3D", "=");
    }

    private static Call call(JsonNode answer) {
        return new Call(
                answer.get("callId").asString(),
                Instant.parse(answer.get("start").asString()),
                Instant.parse(answer.get("end").asString()),
                answer.get("manageUrl").asString());
    }

    private static String token(Call call) {
        return call.manageLink().substring(call.manageLink().lastIndexOf('/') + 1);
    }

    private static String resource(String name) {
        try (InputStream in = Practice.class.getResourceAsStream("/demo/" + name + ".md")) {
            if (in == null) {
                throw new IllegalStateException("the article " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
