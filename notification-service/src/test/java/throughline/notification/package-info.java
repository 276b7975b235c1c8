/** What notification-service promises as a whole, against a real database, broker and SMTP server. */
@NullMarked
package throughline.notification;

import org.jspecify.annotations.NullMarked;
