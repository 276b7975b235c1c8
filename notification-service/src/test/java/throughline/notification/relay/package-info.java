/** What the relay package promises. Its rules run without a database, its buckets on a real one. */
@NullMarked
package throughline.notification.relay;

import org.jspecify.annotations.NullMarked;
