/** What happens to a call after it was booked: moved, cancelled, confirmed, declined, held. Clients act through their link, staff through theirs. */
@NullMarked
package throughline.booking.manage;

import org.jspecify.annotations.NullMarked;
