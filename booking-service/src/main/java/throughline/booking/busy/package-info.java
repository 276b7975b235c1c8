/** Busy times: what a practitioner's other calendars say, read from their addresses again and again and kept until they say otherwise. */
@NullMarked
package throughline.booking.busy;

import org.jspecify.annotations.NullMarked;
