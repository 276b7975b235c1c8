/** Machines that fill in our forms: told that all is well, stored nowhere, counted. */
@NullMarked
package throughline.booking.spam;

import org.jspecify.annotations.NullMarked;
