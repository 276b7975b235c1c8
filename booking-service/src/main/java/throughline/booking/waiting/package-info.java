/** The waiting list: people for whom no time fitted are offered what becomes free, one after the other. One document per practitioner decides who is next. */
@NullMarked
package throughline.booking.waiting;

import org.jspecify.annotations.NullMarked;
