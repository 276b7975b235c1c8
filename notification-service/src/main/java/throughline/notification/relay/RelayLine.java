package throughline.notification.relay;

import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.notification.transport.Fence;
import throughline.notification.transport.MailLine;
import throughline.notification.transport.Outcome;
import throughline.notification.transport.Phase;
import throughline.notification.transport.Reply;

/**
 * The first relay that can be reached and wants us takes the mail. The next one is asked only after a try that ended before the
 * recipient was named: that one surely did not take it.
 */
public final class RelayLine implements MailLine {
    private static final Logger log = LoggerFactory.getLogger(RelayLine.class);

    private final List<Leg> legs;
    private final Breakers breakers;

    /** One relay and the connection to it. */
    record Leg(String relay, MailLine line) {}

    RelayLine(List<Leg> legs, Breakers breakers) {
        this.legs = legs;
        this.breakers = breakers;
    }

    @Override
    public Outcome send(MimeMessage mail, String to, Fence fence) {
        Outcome last = new Outcome.Withheld(new Reply(Phase.CONNECT, 0, "")); // every relay is left alone
        for (var leg : legs) {
            if (breakers.openUntil(Breakers.relay(leg.relay())).isEmpty()) {
                last = leg.line().send(mail, to, fence);
                judge(leg, to, last);
                if (!isAboutTheRelay(last)) {
                    return last;
                }
            }
        }
        return last;
    }

    /** Whatever goes wrong here, what became of the mail is known and must be told. */
    private void judge(Leg leg, String to, Outcome outcome) {
        try {
            breakers.judge(leg.relay(), to, outcome);
        } catch (RuntimeException e) {
            log.error("No conclusion could be drawn from a mail's outcome; the outcome stands.", e);
        }
    }

    private static boolean isAboutTheRelay(Outcome outcome) {
        return outcome instanceof Outcome.Deferred(Reply reply, String reason)
                && (reply.phase() == Phase.CONNECT || reply.phase() == Phase.MAIL)
                && (reason.equals("connection") || reason.equals("sender"));
    }

    @Override
    public void close() {
        legs.forEach(leg -> leg.line().close());
    }
}
