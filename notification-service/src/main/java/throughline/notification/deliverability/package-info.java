/**
 * Says whether mail from this practice is likely to be believed: what DNS says about the sender's domain, and how the relay is reached.
 * Nothing here changes anything; what cannot be asked is called unknown, never wrong.
 */
@NullMarked
package throughline.notification.deliverability;

import org.jspecify.annotations.NullMarked;
