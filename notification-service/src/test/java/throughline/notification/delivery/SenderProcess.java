package throughline.notification.delivery;

import java.io.IOException;
import java.time.Duration;
import throughline.notification.relay.SendingLimits;

/** A sending process of its own, to be killed: mongod's URI, the relay's port, connections, how far ahead practice time is, and how
 * many article mails have one intent. Ends when its input does. */
final class SenderProcess {
    static final Duration LEASE = Duration.ofSeconds(3);

    private SenderProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (var sender =
                new Sender(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), LEASE)) {
            sender.limits = new SendingLimits(null, null, null, Integer.parseInt(arguments[4]));
            sender.clock.advance(Duration.parse(arguments[3]));
            sender.worker.start();
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
