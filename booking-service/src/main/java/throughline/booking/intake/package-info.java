/** Intake: what people write about themselves before a call. It lies in one place and appears in no event, log line, mail or address. */
@NullMarked
package throughline.booking.intake;

import org.jspecify.annotations.NullMarked;
