/**
 * The commands of {@code ./throughline}: which processes one machine needs, and with which settings. Plain Java without a
 * framework, so that it starts at once and can be used from tests.
 */
@NullMarked
package throughline.launcher;

import org.jspecify.annotations.NullMarked;
