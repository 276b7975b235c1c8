/** Forgetting a person: what is ahead is cancelled, what is known is emptied, keys are deleted, and a receipt shows who has confirmed. */
@NullMarked
package throughline.booking.erasure;

import org.jspecify.annotations.NullMarked;
