/** All four services in one process on one port. They still talk only through Kafka and the HTTP interface. */
@NullMarked
package throughline.standalone;

import org.jspecify.annotations.NullMarked;
