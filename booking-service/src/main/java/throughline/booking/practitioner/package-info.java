/** Practitioners and their availability, as staff keep them. A new practice has one, {@code me}, who is there from Monday to Friday. */
@NullMarked
package throughline.booking.practitioner;

import org.jspecify.annotations.NullMarked;
