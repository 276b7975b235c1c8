/** Clients' runs through sequences: what starts one, moves it, ends it. The enrollment document is the timer; the tick in the timer package advances it. */
@NullMarked
package throughline.notification.enrollment;

import org.jspecify.annotations.NullMarked;
