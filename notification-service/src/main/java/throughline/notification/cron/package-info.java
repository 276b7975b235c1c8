/** The few jobs that run at a time of day. Quartz only looks; which nominal times are due and who runs them is decided by a document for each, so each runs once over all instances, also after an outage. */
@NullMarked
package throughline.notification.cron;

import org.jspecify.annotations.NullMarked;
