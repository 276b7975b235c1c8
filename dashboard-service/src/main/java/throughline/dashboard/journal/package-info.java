/** What happened, over all services: ids, times, causes and outcomes of every event, never its content. Timeline, trace and insights are read from here. */
@NullMarked
package throughline.dashboard.journal;

import org.jspecify.annotations.NullMarked;
