/** What this service knows of clients and their calls: only what a mail needs. Learnt from booking's events by guarded upserts, so repeated and late events change nothing. */
@NullMarked
package throughline.notification.contact;

import org.jspecify.annotations.NullMarked;
