/** Events of booking-service, topic {@code booking.events}, keyed by client. Read by notification-service and dashboard-service. */
@NullMarked
package throughline.contract.booking;

import org.jspecify.annotations.NullMarked;
