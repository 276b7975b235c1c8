/** Keys for what people write: one per client, locked with the practice's master key. Whoever deletes a client's key has made all of it unreadable. */
@NullMarked
package throughline.booking.key;

import org.jspecify.annotations.NullMarked;
