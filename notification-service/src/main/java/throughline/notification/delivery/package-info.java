/** The mail ledger: one row for each planned mail, and the one fate it has. Others hand in a planned mail and may withdraw it; only this package sends. */
@NullMarked
package throughline.notification.delivery;

import org.jspecify.annotations.NullMarked;
