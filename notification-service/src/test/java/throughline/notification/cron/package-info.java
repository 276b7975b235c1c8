/** Each nominal time once, whatever happens. Each test is one promise. */
@NullMarked
package throughline.notification.cron;

import org.jspecify.annotations.NullMarked;
