/** Addresses that must not be written to, and for what. An address is kept as a keyed hash, so a suppression outlives imports and erasure without keeping the address. */
@NullMarked
package throughline.notification.suppression;

import org.jspecify.annotations.NullMarked;
