/** Judges what was collected after a run: pure functions from evidence to findings. No finding means that every promise was kept. */
@NullMarked
package throughline.endtoend.crash.check;

import org.jspecify.annotations.NullMarked;
