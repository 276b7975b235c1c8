/** How far each consumer group is behind, measured at the broker: in events, and in seconds since the oldest unread one was written. */
@NullMarked
package throughline.dashboard.flow;

import org.jspecify.annotations.NullMarked;
