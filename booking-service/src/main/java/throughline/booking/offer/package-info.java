/** What is free: the times of a call type in the reader's zone, and why a time is not among them. */
@NullMarked
package throughline.booking.offer;

import org.jspecify.annotations.NullMarked;
