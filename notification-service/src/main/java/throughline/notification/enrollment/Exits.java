package throughline.notification.enrollment;

import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.contact.Clients;
import throughline.notification.guard.MailBombGuard;
import throughline.notification.sequence.Sequences;

/** Ends a client's runs from outside: an unsubscribe, a suppression. What is about the client's own call goes on. */
@Component
public class Exits {

    private final Enrollments enrollments;
    private final Sequences sequences;
    private final Clients clients;
    private final MailBombGuard guard;

    Exits(Enrollments enrollments, Sequences sequences, Clients clients, MailBombGuard guard) {
        this.enrollments = enrollments;
        this.sequences = sequences;
        this.clients = clients;
        this.guard = guard;
    }

    /** A person answered one of our mails: from here on a person writes to them, no sequence. */
    public void replied(ClientId client, Cause cause) {
        followUps(client, "replied", cause);
        clients.find(client).ifPresent(known -> guard.actedAt(known.address()));
    }

    /** Ends everything that needs consent, and takes back what it has planned. */
    public void followUps(ClientId client, String because, Cause cause) {
        enrollments.endAll(
                client,
                run -> sequences
                        .version(run.sequence(), run.version())
                        .filter(Kinds::followsUp)
                        .isPresent(),
                because,
                cause);
    }

    /** Ends everything, also what is about the client's calls: nothing can reach the address. */
    public void everything(ClientId client, String because, Cause cause) {
        enrollments.endAll(client, run -> true, because, cause);
    }
}
