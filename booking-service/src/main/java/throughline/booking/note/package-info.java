/** Notes of staff about a client, locked with the client's key. They leave this package only towards staff, and go with the client when they are erased. */
@NullMarked
package throughline.booking.note;

import org.jspecify.annotations.NullMarked;
