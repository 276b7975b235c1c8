package throughline.booking.manage;

import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;

/** What may be written when a call is cancelled or declined. */
public final class CancelReason {

    private static final int LONGEST = 500;

    private CancelReason() {}

    public static @Nullable String checked(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        if (given.strip().length() > LONGEST || !Inputs.isText(given)) {
            throw Inputs.unprocessable("BAD_REASON", "reason", Sentences.of("booking.problem.atMost", LONGEST));
        }
        return given.strip();
    }
}
