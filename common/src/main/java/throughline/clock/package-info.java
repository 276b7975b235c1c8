/** Time, in its two kinds: practice time is the {@code Clock} bean and may be simulated, machine time never stands still. This is the only package that reads the system's clock. */
@NullMarked
package throughline.clock;

import org.jspecify.annotations.NullMarked;
