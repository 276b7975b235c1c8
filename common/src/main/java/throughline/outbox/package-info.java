/** From the outbox of a document to Kafka: facts appended to a write, and the relay that publishes them in sequence. */
@NullMarked
package throughline.outbox;

import org.jspecify.annotations.NullMarked;
