package throughline.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.contract.Event;

/**
 * What a command comes to, as a pure function of state, input and clock says it.
 *
 * @param <S> the aggregate's state
 * @param <R> the reasons for a refusal, in the words of the service
 */
public sealed interface Decision<S, R> {

    /** A new state and the facts that go with it; {@code result} is stored and answered again to a repeated command. */
    record Changed<S, R>(
            S state, List<? extends Event> facts, @Nullable String result) implements Decision<S, R> {}

    /** Nothing to do: the state is already as asked for. */
    record Unchanged<S, R>() implements Decision<S, R> {}

    /** No, for this reason. Nothing is written. */
    record Refused<S, R>(R reason) implements Decision<S, R> {}

    static <S, R> Decision<S, R> changed(S state, List<? extends Event> facts) {
        return new Changed<>(state, facts, null);
    }

    static <S, R> Decision<S, R> changed(S state, Event... facts) {
        return new Changed<>(state, List.of(facts), null);
    }

    static <S, R> Decision<S, R> changedWith(String result, S state, List<? extends Event> facts) {
        return new Changed<>(state, facts, result);
    }

    static <S, R> Decision<S, R> unchanged() {
        return new Unchanged<>();
    }

    static <S, R> Decision<S, R> refused(R reason) {
        return new Refused<>(reason);
    }
}
