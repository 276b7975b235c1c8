/** What each process says about itself to whoever watches: probes, outboxes, dead letters, lights. */
@NullMarked
package throughline.web.operations;

import org.jspecify.annotations.NullMarked;
