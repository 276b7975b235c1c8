package throughline.booking.erasure;

import com.github.f4b6a3.uuid.UuidCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.client.Clients;
import throughline.booking.client.Duplicates;
import throughline.booking.client.Erasure;
import throughline.booking.intake.Intakes;
import throughline.booking.key.ClientKeys;
import throughline.booking.manage.CallCommands;
import throughline.booking.note.Notes;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.inbox.ErasedLetters;

/**
 * Erases a person:
 *
 * <ol>
 *   <li>Calls that are ahead are cancelled, so that their time is free again and the calendars of both sides are told.
 *   <li>The record is emptied and carries {@code ClientErased} in the same write, one for each id the person had.
 *   <li>When that comes back from Kafka: keys, answers, notes and addresses are deleted, calls lose who they were with, and
 *       booking confirms, as the other services do.
 * </ol>
 *
 * Each step may be repeated; a crash in between is repaired when the fact comes back.
 */
@Component
class Erasing {

    private static final Logger log = LoggerFactory.getLogger(Erasing.class);

    private final Clients clients;
    private final Calls calls;
    private final CallCommands commands;
    private final ClientKeys keys;
    private final Intakes intakes;
    private final Notes notes;
    private final Duplicates duplicates;
    private final ErasedLetters letters;

    Erasing(
            Clients clients,
            Calls calls,
            CallCommands commands,
            ClientKeys keys,
            Intakes intakes,
            Notes notes,
            Duplicates duplicates,
            ErasedLetters letters) {
        this.clients = clients;
        this.calls = calls;
        this.commands = commands;
        this.keys = keys;
        this.intakes = intakes;
        this.notes = notes;
        this.duplicates = duplicates;
        this.letters = letters;
    }

    /** Asked for again, the same receipt. */
    Erasure begin(Clients.Found found) {
        Erasure before = found.client().erasure();
        if (before != null) {
            return before;
        }
        cancelWhatIsAhead(found.id());
        Erasure erasure = clients.erase(found.id(), "er_" + UuidCreator.getRandomBased(), Cause.command());
        erasure.clients().forEach(this::clear);
        log.info(
                "Client {} was erased under receipt {}; the other services will confirm.",
                found.id(),
                erasure.receipt());
        return erasure;
    }

    /** What this service does when the fact comes back, for one of the person's ids. */
    void clear(ClientId id) {
        cancelWhatIsAhead(id);
        keys.erase(id);
        calls.ofClient(id).forEach(call -> intakes.erase(new CallId(call.id())));
        notes.erase(id);
        calls.anonymise(id);
        clients.forgetAddresses(id);
        duplicates.settleAll(id);
        letters.of(id);
    }

    private void cancelWhatIsAhead(ClientId id) {
        for (Stored<Call> call : calls.ofClient(id)) {
            if (call.state().isOpen() && call.state().start().isAfter(calls.now())) {
                commands.cancelByStaff(new CallId(call.id()), call.state(), null);
            }
        }
    }
}
