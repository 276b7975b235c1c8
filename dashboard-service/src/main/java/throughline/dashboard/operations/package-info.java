/** What staff see and do when something is stuck: processes, event flow, dead letters and their replay. */
@NullMarked
package throughline.dashboard.operations;

import org.jspecify.annotations.NullMarked;
