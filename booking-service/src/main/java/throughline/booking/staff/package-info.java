/** Pages for staff about calls: the agenda, and one call with what can be done with it. */
@NullMarked
package throughline.booking.staff;

import org.jspecify.annotations.NullMarked;
