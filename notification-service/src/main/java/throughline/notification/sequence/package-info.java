/** What is sent after what, and when: versioned sequences, the rules they must keep, and the pure computation of due times. Nothing here sends or waits. */
@NullMarked
package throughline.notification.sequence;

import org.jspecify.annotations.NullMarked;
