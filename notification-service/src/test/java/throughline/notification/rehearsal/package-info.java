/** What a rehearsal says, and that it cannot send. Each test is one promise. */
@NullMarked
package throughline.notification.rehearsal;

import org.jspecify.annotations.NullMarked;
