/** Rounds: what booking looks after again and again in machine time, on every instance, without anybody asking. */
@NullMarked
package throughline.booking.round;

import org.jspecify.annotations.NullMarked;
