package throughline.dashboard.operations;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import throughline.contract.dashboard.DeadLetterReplayed;
import throughline.contract.dashboard.StaffActionTaken;
import throughline.dashboard.account.Accounts;
import throughline.dashboard.health.Watch;
import throughline.event.Topics;
import throughline.inbox.DeadLetter;
import throughline.web.peer.Peers;
import throughline.web.security.Staff;

/**
 * Events that were given up, in all processes, and giving one to its group once more. A replay is written down before it is tried
 * and again with what it came to, so that none goes unseen.
 */
@Component
public class DeadLetters {

    private static final Pattern SERVICE = Pattern.compile("(booking|content|notification|dashboard)-[a-z-]+[: ].*");
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final Watch watch;
    private final Peers peers;
    private final Topics topics;
    private final Accounts accounts;

    DeadLetters(Watch watch, Peers peers, Topics topics, Accounts accounts) {
        this.watch = watch;
        this.peers = peers;
        this.topics = topics;
        this.accounts = accounts;
    }

    /** What a replay came to, or would; as the process that owns the letter says. */
    public record Replayed(
            boolean succeeded,
            int handled,
            @Nullable String message,
            @Nullable String eventId,
            @Nullable String group) {}

    /** How a replay ended. */
    public sealed interface Result {

        record Done(Replayed replayed) implements Result {}

        /** No process has such a letter; perhaps it was replayed already. */
        record Unknown() implements Result {}

        /** The process that owns it does not answer; whether it happened is not known. */
        record Silent(String service) implements Result {}
    }

    public List<DeadLetter> all() {
        return watch.now().deadLetters();
    }

    public Result replay(Staff actor, String id, boolean dryRun) {
        Optional<String> service = serviceOf(id);
        if (service.isEmpty()) {
            return new Result.Unknown();
        }
        if (!dryRun) {
            accounts.record(actor, new StaffActionTaken(actor.id(), "dead-letter-replay-asked", id, null, null));
        }
        Result result = ask(service.get(), id, dryRun);
        if (!dryRun && result instanceof Result.Done(Replayed replayed)) {
            accounts.record(
                    actor,
                    new DeadLetterReplayed(
                            actor.id(),
                            id,
                            replayed.eventId() == null ? "" : replayed.eventId(),
                            replayed.group() == null ? "" : replayed.group(),
                            replayed.succeeded()));
        }
        return result;
    }

    private Result ask(String service, String id, boolean dryRun) {
        try {
            Replayed replayed = peers.of(service)
                    .post()
                    .uri("/internal/dead-letters/{id}/replay?dryRun={dryRun}", id, dryRun)
                    .retrieve()
                    .body(Replayed.class);
            return replayed == null ? new Result.Silent(service) : new Result.Done(replayed);
        } catch (HttpClientErrorException.NotFound e) {
            return new Result.Unknown();
        } catch (RestClientException e) {
            log.warn(
                    "The {} service did not say what became of a replay of {}; nobody tries again by itself.",
                    service,
                    id,
                    e);
            return new Result.Silent(service);
        }
    }

    /** A letter's id begins with its group, and a group's name with its service. */
    private Optional<String> serviceOf(String id) {
        if (!id.startsWith(topics.prefix()) || id.length() > 400) {
            return Optional.empty();
        }
        Matcher matcher = SERVICE.matcher(id.substring(topics.prefix().length()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
