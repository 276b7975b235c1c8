package throughline.endtoend.practice;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the SMTP server has received. */
public final class Mailbox {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Http http;

    Mailbox(Http http) {
        this.http = http;
    }

    public int size() {
        return entries().size();
    }

    /** Without the sources, which cost a request each. */
    public List<JsonNode> entries() {
        var answer = http.get("/dev/mailbox").send();
        if (answer.status() != 200) {
            throw new IllegalStateException("the mailbox answers " + answer);
        }
        var entries = new ArrayList<JsonNode>();
        answer.json().forEach(entries::add);
        return entries;
    }

    public List<Mail> to(String address) {
        return entries().stream()
                .filter(entry -> addresses(entry).contains(address))
                .map(this::whole)
                .toList();
    }

    /** Waits until that many mails have come to the address, and answers all that have. */
    public List<Mail> awaitTo(String address, int count) {
        await(count + " mails to " + address).atMost(PATIENCE).until(() -> countTo(address) >= count);
        return to(address);
    }

    public long countTo(String address) {
        return entries().stream()
                .filter(entry -> addresses(entry).contains(address))
                .count();
    }

    private Mail whole(JsonNode entry) {
        int n = entry.path("n").asInt();
        return new Mail(
                n,
                addresses(entry),
                entry.path("subject").asString(""),
                entry.path("messageId").asString(""),
                http.get("/dev/mailbox/" + n + "/source").send().body());
    }

    private static List<String> addresses(JsonNode entry) {
        var addresses = new ArrayList<String>();
        entry.path("to").forEach(address -> addresses.add(address.asString()));
        return addresses;
    }
}
