/** What the practice has decided about its mail as a whole: rates, quiet hours, holidays, how many a day, and what happens to a mail nobody approves. Sequences and senders read it here and nowhere else. */
@NullMarked
package throughline.notification.policy;

import org.jspecify.annotations.NullMarked;
