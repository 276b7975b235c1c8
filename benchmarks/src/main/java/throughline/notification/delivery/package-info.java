/** Lets a measurement send through the ledger without a Spring context. It lies in this package because a ledger is not made to be built by others. */
@NullMarked
package throughline.notification.delivery;

import org.jspecify.annotations.NullMarked;
