/** Call types: the kinds of calls that can be booked, their rules and their questions. A new practice has one, the free exploration call. */
@NullMarked
package throughline.booking.calltype;

import org.jspecify.annotations.NullMarked;
