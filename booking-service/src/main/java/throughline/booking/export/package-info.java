/** Everything that is known of one person, from all services, in one file for that person. */
@NullMarked
package throughline.booking.export;

import org.jspecify.annotations.NullMarked;
