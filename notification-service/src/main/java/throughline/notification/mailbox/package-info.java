/**
 * Shows what the built-in mail server has received, to people at {@code /mailbox} and to programs at {@code /dev/mailbox}.
 * Exists only where that server runs; it reads the folder that server writes.
 */
@NullMarked
package throughline.notification.mailbox;

import org.jspecify.annotations.NullMarked;
