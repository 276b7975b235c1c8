package throughline.endtoend.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.endtoend.practice.Person;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.RelayFault;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/**
 * The mail server of the suite. It lets some people's first mails down, with every kind of fault in turn, and keeps a record of
 * whom and of everything it has taken.
 */
final class FaultyRelay implements AutoCloseable {

    private static final List<RelayFault> KINDS = List.of(RelayFault.values());
    /** Each of them is to get three at once: a confirmation, which must arrive, and two that may arrive once at most. */
    private static final int MAILS_LET_DOWN = 2;

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start(Extension.PIPELINING);
    private final Map<String, RelayFault> faults = new ConcurrentHashMap<>();
    private final Map<RelayFault, Integer> met = new ConcurrentHashMap<>();
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger letDown = new AtomicInteger();
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

    private record Watch(Set<RelayFault> kinds, Consumer<RelayFault> deed) {}

    int port() {
        return server.port();
    }

    /** Everybody until there has been one for each kind of fault, then every other one. */
    Person mayLetDown(Person person) {
        int number = people.getAndIncrement();
        if (number < KINDS.size() || number % 2 == 0) {
            var fault = KINDS.get(letDown.getAndIncrement() % KINDS.size());
            faults.put(person.email(), fault);
            fault.script(server.at(fault.phase())
                    .to(person.email())
                    .times(MAILS_LET_DOWN)
                    .first(() -> letsDown(fault)));
        }
        return person;
    }

    private void letsDown(RelayFault fault) {
        met.merge(fault, 1, Integer::sum);
        var watching = watch.get();
        if (watching != null && watching.kinds().contains(fault) && watch.compareAndSet(watching, null)) {
            watching.deed().accept(fault);
        }
    }

    /** Has this done the next time a mail is let down in one of these ways: after its sender's last word, before the answer. */
    void atNext(Set<RelayFault> kinds, Consumer<RelayFault> deed) {
        watch.set(new Watch(kinds, deed));
    }

    /** Does not wait any longer; false if the moment has come. */
    boolean giveUp() {
        return watch.getAndSet(null) != null;
    }

    /** Whom it lets down, by address. */
    Map<String, RelayFault> faults() {
        return Map.copyOf(faults);
    }

    boolean hasMetEveryKind() {
        return met.size() == KINDS.size();
    }

    /** How often each fault has happened. */
    Map<RelayFault, Integer> met() {
        return new TreeMap<>(met);
    }

    List<AcceptedMail> accepted() {
        return server.accepted();
    }

    @Override
    public void close() {
        server.close();
    }
}
