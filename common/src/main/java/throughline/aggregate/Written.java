package throughline.aggregate;

import org.jspecify.annotations.Nullable;

/** What became of a command. */
public sealed interface Written<S, R> {

    /**
     * It holds now. {@code repeated}: it already held, by an earlier try with the same operation id, or nothing had to
     * change; {@code result} is what the first try stored.
     */
    record Done<S, R>(S state, boolean repeated, @Nullable String result) implements Written<S, R> {}

    /** It was refused and left nothing behind. */
    record Refused<S, R>(R reason) implements Written<S, R> {}
}
