/** Answers "why did Ana get this" and "why did she not": from the event over the run and the consent to what became of the mail. It only reads. */
@NullMarked
package throughline.notification.why;

import org.jspecify.annotations.NullMarked;
