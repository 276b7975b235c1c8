/** Asking for a call: reads and checks a booking, has the calendar decide, and writes down what follows. Programs and the booking page use the same door. */
@NullMarked
package throughline.booking.request;

import org.jspecify.annotations.NullMarked;
