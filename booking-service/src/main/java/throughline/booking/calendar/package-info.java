/** The calendar: one document per practitioner with the claims on their time, the only place where time is given away. Every change is one compare-and-set that carries its own event. */
@NullMarked
package throughline.booking.calendar;

import org.jspecify.annotations.NullMarked;
