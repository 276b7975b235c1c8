/** What the ledger asks immediately before a mail's body leaves: whether its run still stands, its reader still agrees, and it still makes sense. */
@NullMarked
package throughline.notification.check;

import org.jspecify.annotations.NullMarked;
