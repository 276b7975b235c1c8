/** Events of notification-service, topic {@code notification.events}, keyed by client or subscriber. Read by dashboard-service. */
@NullMarked
package throughline.contract.notification;

import org.jspecify.annotations.NullMarked;
