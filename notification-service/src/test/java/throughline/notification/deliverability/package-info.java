/** What the deliverability check promises, with a name server of its own. */
@NullMarked
package throughline.notification.deliverability;

import org.jspecify.annotations.NullMarked;
