/** Two records that are one person: joined by staff, told to everyone, and followed by all that belongs to them. */
@NullMarked
package throughline.booking.merge;

import org.jspecify.annotations.NullMarked;
