/** Calls: what was agreed with a client, where it stands, how it went. Written from the calendar's facts; outcomes are decided here. */
@NullMarked
package throughline.booking.call;

import org.jspecify.annotations.NullMarked;
