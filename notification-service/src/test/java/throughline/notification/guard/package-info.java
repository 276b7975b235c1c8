@NullMarked
package throughline.notification.guard;

import org.jspecify.annotations.NullMarked;
