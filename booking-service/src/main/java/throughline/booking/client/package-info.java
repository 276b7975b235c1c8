/** Clients: one record per person, found by the address they write from. Bookings add to it but never overwrite what is known; staff correct it. */
@NullMarked
package throughline.booking.client;

import org.jspecify.annotations.NullMarked;
