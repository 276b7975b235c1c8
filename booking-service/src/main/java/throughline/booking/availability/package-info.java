/** When a practitioner can be met: weekly rules in wall time, overrides and time off, and what they mean in real time. Knows nothing of calls. */
@NullMarked
package throughline.booking.availability;

import org.jspecify.annotations.NullMarked;
