package throughline.event;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;

/**
 * Why something is written: the operation's id, by which a repeated command is recognised, and the chain it belongs to.
 *
 * @param operationId the same for every try of the same command
 * @param correlationId the id of the first command of the chain
 * @param causationId the event that is being handled, if any
 */
public record Cause(
        String operationId, String correlationId, @Nullable String causationId) {

    /** A command somebody gives: it belongs to the chain of the request that carries it, or begins one of its own. */
    public static Cause command(String operationId) {
        return new Cause(operationId, Correlation.current().orElse(operationId), null);
    }

    /** As above with an operation id of its own, for commands nobody repeats. */
    public static Cause command() {
        return command(UuidCreator.getTimeOrderedEpoch().toString());
    }

    /** The reaction to an event, in one of possibly several roles: handling the same event again means the same operation. */
    public static Cause of(Envelope event, String role) {
        return new Cause(
                event.id() + ":" + role, event.correlationId(), event.id().toString());
    }

    /** A later operation in the same chain, for example a step that has become due. */
    public Cause then(String nextOperationId) {
        return new Cause(nextOperationId, correlationId, causationId);
    }
}
