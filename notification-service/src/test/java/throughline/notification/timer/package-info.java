@NullMarked
package throughline.notification.timer;

import org.jspecify.annotations.NullMarked;
