/** The pages people book and manage their calls on. They work without script, keep what was typed, and act only on a POST. */
@NullMarked
package throughline.booking.page;

import org.jspecify.annotations.NullMarked;
