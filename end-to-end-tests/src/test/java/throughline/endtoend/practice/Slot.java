package throughline.endtoend.practice;

import java.time.Instant;

/** An offered time. */
public record Slot(Instant start, Instant end) {}
