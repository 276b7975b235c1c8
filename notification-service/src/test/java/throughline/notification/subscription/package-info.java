/** Lists in and out. Each test is one promise. */
@NullMarked
package throughline.notification.subscription;

import org.jspecify.annotations.NullMarked;
