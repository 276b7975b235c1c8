package throughline.notification.relay;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.notification.transport.FallbackRelay;
import throughline.notification.transport.MailLine;
import throughline.notification.transport.SmtpConnection;
import throughline.notification.transport.SmtpSettings;

/** The relays there are, in the order in which they are asked. */
public final class Relays {
    private final List<SmtpSettings> all;
    private final Breakers breakers;
    private final Function<SmtpSettings, MailLine> connect;

    public Relays(SmtpSettings first, FallbackRelay second, Breakers breakers) {
        this(
                Stream.of(first, second.isConfigured() ? second.like(first) : first)
                        .distinct()
                        .toList(),
                breakers,
                SmtpConnection::new);
    }

    public Relays(List<SmtpSettings> all, Breakers breakers, Function<SmtpSettings, MailLine> connect) {
        this.all = all;
        this.breakers = breakers;
        this.connect = connect;
    }

    /** A line of one's own to all of them; connections are opened when needed. */
    public MailLine open() {
        return new RelayLine(
                all.stream()
                        .map(relay -> new RelayLine.Leg(relay.name(), connect.apply(relay)))
                        .toList(),
                breakers);
    }

    /** Whether all of them are left alone for now, so that nothing can go. */
    public boolean areAllPaused() {
        return all.stream()
                .allMatch(relay ->
                        breakers.openUntil(Breakers.relay(relay.name())).isPresent());
    }

    public Breakers breakers() {
        return breakers;
    }
}
