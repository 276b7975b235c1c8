package throughline.aggregate;

/** An aggregate as it was read. */
public record Stored<S>(String id, long version, long outboxSequence, S state) {}
