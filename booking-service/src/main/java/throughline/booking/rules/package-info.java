/** Rules about time, as staff change them: the pages for availability and call types, and what a change would have done to past requests. */
@NullMarked
package throughline.booking.rules;

import org.jspecify.annotations.NullMarked;
