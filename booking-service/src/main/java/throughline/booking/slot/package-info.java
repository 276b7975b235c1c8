/** Slots: the starts a call type offers, computed from rules and taken time, never stored. Pure functions; the clock and the calendar come in as values. */
@NullMarked
package throughline.booking.slot;

import org.jspecify.annotations.NullMarked;
