/** From Kafka to a handler: unreadable records to the dead-letter topic, failing keys parked in order, consuming paused while infrastructure is down. */
@NullMarked
package throughline.inbox;

import org.jspecify.annotations.NullMarked;
