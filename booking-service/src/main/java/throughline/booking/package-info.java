/** Booking: who can be met when, whose time is taken, and how calls went. Others learn of it only through {@code booking.events}. */
@NullMarked
package throughline.booking;

import org.jspecify.annotations.NullMarked;
