package throughline.testing.smtp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One line of a script: at a phase, perhaps only for one recipient or the nth mail, a number of times, do something.
 * A rule without an act is not yet finished and never applies.
 */
public final class Rule {
    private final ScriptedSmtpServer server;
    private final Phase phase;
    private final AtomicInteger left = new AtomicInteger(1);
    private @Nullable String recipient;
    private int mail;
    private Runnable first = () -> {};
    private volatile @Nullable Act act;

    Rule(ScriptedSmtpServer server, Phase phase) {
        this.server = server;
        this.phase = phase;
    }

    /** Only for this envelope recipient; from RCPT on. */
    public Rule to(String address) {
        recipient = address;
        return this;
    }

    /** Only for the nth MAIL command the server has seen, counted from 1 over all connections. */
    public Rule mail(int nth) {
        mail = nth;
        return this;
    }

    /** Something else that happens at that very moment, before the server does its part: the sender is killed, say. */
    public Rule first(Runnable meanwhile) {
        first = meanwhile;
        return this;
    }

    /** How often the rule applies; once if not said. */
    public Rule times(int n) {
        left.set(n);
        return this;
    }

    public Rule always() {
        return times(Integer.MAX_VALUE);
    }

    /** The whole line, e.g. {@code 451 4.7.1 later}; several lines separated by CRLF. Need not be SMTP at all. */
    public ScriptedSmtpServer answer(String line) {
        return doing(new Act.Answer(line));
    }

    public ScriptedSmtpServer close() {
        return doing(new Act.Drop(false));
    }

    public ScriptedSmtpServer reset() {
        return doing(new Act.Drop(true));
    }

    /** At {@link Phase#BODY}: reads this many bytes, then resets the connection. */
    public ScriptedSmtpServer cutAfter(int bytes) {
        return doing(new Act.Cut(bytes, true));
    }

    /** At {@link Phase#DOT}: the mail counts as accepted, its sender never hears of it. */
    public ScriptedSmtpServer acceptThenClose() {
        return doing(new Act.AcceptThenDrop(false));
    }

    /** As {@link #acceptThenClose}, by RST. */
    public ScriptedSmtpServer acceptThenReset() {
        return doing(new Act.AcceptThenDrop(true));
    }

    public ScriptedSmtpServer delay(Duration time) {
        return doing(new Act.Wait(time));
    }

    private ScriptedSmtpServer doing(Act what) {
        act = what;
        return server;
    }

    /** Takes one use of this rule if it applies. */
    @Nullable
    Act take(Phase at, @Nullable String to, int nth) {
        var what = act;
        if (what == null || at != phase || (recipient != null && !recipient.equals(to)) || (mail != 0 && mail != nth)) {
            return null;
        }
        if (left.getAndUpdate(n -> n > 0 && n < Integer.MAX_VALUE ? n - 1 : n) <= 0) {
            return null;
        }
        first.run();
        return what;
    }
}
