package throughline.notification.guard;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.event.Cause;
import throughline.notification.suppression.AddressHash;

/**
 * At most one confirmation for an address in ten minutes and five a day, until somebody there has acted once. One document per
 * address decides, so it holds over all instances:
 *
 * <pre>notification.mail_guard  { _id: hash of the address, state: { acted, let: [ {about, at} ] } }</pre>
 */
@Component
public class MailBombGuard {

    /** Why a mail was withheld. */
    public static final String TOO_MANY = "too_many";

    private static final Logger log = LoggerFactory.getLogger(MailBombGuard.class);

    private final Aggregates<Guarded> addresses;
    private final AddressHash hash;
    private final Clock clock;

    MailBombGuard(AggregateFactory aggregates, AddressHash hash, Clock clock) {
        this.addresses = aggregates.of("notification.mail_guard", Guarded.class);
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * Whether a mail that anybody could have asked for may go. Asked again about the same thing, it answers the same.
     *
     * @param about the call or the subscription that was asked for
     */
    public boolean admits(String email, String about) {
        Instant now = clock.instant();
        Optional<Stored<Guarded>> known = addresses.find(hash.of(email));
        if (known.isPresent()
                && (known.get().state().acted() || known.get().state().knows(about))) {
            return true;
        }
        Written<Guarded, String> written = addresses.change(hash.of(email), cause(about, now), before -> {
            Guarded guarded = before.orElse(Guarded.NOBODY);
            if (!guarded.mayPass(about, now)) {
                return Decision.refused(TOO_MANY);
            }
            return guarded.acted() || guarded.knows(about)
                    ? Decision.unchanged()
                    : Decision.changed(guarded.with(about, now));
        });
        if (written instanceof Written.Refused<Guarded, String>) {
            log.warn(
                    "A mail about {} is withheld: its address has had too many and nobody there has acted yet.", about);
            return false;
        }
        return true;
    }

    /** A person of ours stands for this one: it goes, however many went before. */
    public void vouch(String email, String about) {
        Instant now = clock.instant();
        addresses.<String>change(
                hash.of(email),
                cause("vouch:" + about, now),
                before -> before.filter(g -> g.acted() || g.knows(about)).isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(before.orElse(Guarded.NOBODY).with(about, now)));
    }

    /** Somebody at this address used a link of ours, answered, or was met in a call. */
    public void acted(String email) {
        actedAt(hash.of(email));
    }

    /** The same by the keyed hash of the address. */
    public void actedAt(String address) {
        addresses.<String>change(
                address,
                Cause.command(),
                before -> before.filter(Guarded::acted).isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(before.orElse(Guarded.NOBODY).afterActing()));
    }

    private static Cause cause(String about, Instant now) {
        return Cause.command(about + "@" + now);
    }
}
