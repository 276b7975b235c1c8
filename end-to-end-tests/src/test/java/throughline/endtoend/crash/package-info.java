/** Runs the system under load, kills and pauses its processes, and judges from outside what is left. The judge proves itself on evidence that is broken on purpose, and on a database that forgets. */
@NullMarked
package throughline.endtoend.crash;

import org.jspecify.annotations.NullMarked;
