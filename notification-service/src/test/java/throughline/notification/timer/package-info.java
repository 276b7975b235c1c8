/** How fast the tick is, measured by {@code ./throughline bench timer}. */
@NullMarked
package throughline.notification.timer;

import org.jspecify.annotations.NullMarked;
