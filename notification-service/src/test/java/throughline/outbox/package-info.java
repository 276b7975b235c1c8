/** Outboxes for tests that need no broker. They live in the package of what they stand in for. */
@NullMarked
package throughline.outbox;

import org.jspecify.annotations.NullMarked;
