package throughline.notification.sequence;

import java.time.Instant;

/**
 * When a step is due, and why.
 *
 * @param planned before days, window and quiet hours moved it
 * @param at when it is to be sent
 * @param rule the answer to "why Friday 09:00?"
 */
public record Due(Instant planned, Instant at, String rule) {}
