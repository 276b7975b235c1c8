/** The tick: once a second, and whenever something is enrolled, it finds the runs that are due, plans their mails and advances them. Several instances share the work without a leader. */
@NullMarked
package throughline.notification.timer;

import org.jspecify.annotations.NullMarked;
