/** Plays a sequence over what happened in the last days: who would have got what, and when, and what would have ended it. It reads and computes; nothing here can reach the ledger, so a rehearsal cannot send. */
@NullMarked
package throughline.notification.rehearsal;

import org.jspecify.annotations.NullMarked;
