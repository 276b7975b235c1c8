package throughline.dashboard.practice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A note of staff about a client; without text where booking cannot open it. */
public record Note(
        String id, Instant at, String by, @Nullable String text) {}
