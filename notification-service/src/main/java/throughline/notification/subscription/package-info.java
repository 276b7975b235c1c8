/** Consent: who asked for which mails, how that was proven, and the links by which everyone can end it at once without signing in. */
@NullMarked
package throughline.notification.subscription;

import org.jspecify.annotations.NullMarked;
