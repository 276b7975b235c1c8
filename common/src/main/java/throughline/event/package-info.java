/** Events on their way: envelope, names and topics, CloudEvents on Kafka records. Knows the contract, decides nothing. */
@NullMarked
package throughline.event;

import org.jspecify.annotations.NullMarked;
