/** Lets a measurement use the outbox without a broker. It lies in this package because nothing of an outbox is made to be built by others. */
@NullMarked
package throughline.outbox;

import org.jspecify.annotations.NullMarked;
