/** Dates, times and zones as people read them, and what the shell needs to know of a request. */
@NullMarked
package throughline.web.page;

import org.jspecify.annotations.NullMarked;
