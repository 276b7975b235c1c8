/** Starts processes, watches them, starts them again when they die, and stops them in order. A home on disk remembers their ports and pids, so that whatever was killed, the next start recovers. */
@NullMarked
package throughline.launcher.process;

import org.jspecify.annotations.NullMarked;
