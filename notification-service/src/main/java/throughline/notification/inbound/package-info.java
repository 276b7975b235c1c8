/**
 * Takes in what comes back by mail and draws the consequences: bounces, complaints, automatic answers and people.
 * Whatever arrives was written by somebody else: it is read within limits of size, depth, number and time, and believed only as far as it
 * names a mail of ours.
 */
@NullMarked
package throughline.notification.inbound;

import org.jspecify.annotations.NullMarked;
