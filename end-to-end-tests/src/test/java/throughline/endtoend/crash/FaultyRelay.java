package throughline.endtoend.crash;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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

    int port() {
        return server.port();
    }

    /** Every other one. */
    Person mayLetDown(Person person) {
        int number = people.getAndIncrement();
        if (number % 2 == 0) {
            var fault = KINDS.get(number / 2 % KINDS.size());
            faults.put(person.email(), fault);
            fault.script(server.at(fault.phase())
                    .to(person.email())
                    .times(MAILS_LET_DOWN)
                    .first(() -> met.merge(fault, 1, Integer::sum)));
        }
        return person;
    }

    /** Whom it lets down, by address. */
    Map<String, RelayFault> faults() {
        return Map.copyOf(faults);
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
