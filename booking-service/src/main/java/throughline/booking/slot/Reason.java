package throughline.booking.slot;

import org.jspecify.annotations.Nullable;

/**
 * Why a start is not offered.
 *
 * @param name of the rule that says so, as staff know it: {@code minimumNotice}
 * @param value what the rule is set to, {@code PT4H}; absent where the rule has none, or it is nobody's business
 */
public record Reason(Code code, String name, @Nullable String value) {

    public Reason(Code code, String name) {
        this(code, name, null);
    }

    /** The rule with its value: {@code minimumNotice PT4H}. */
    public String rule() {
        return value == null ? name : name + " " + value;
    }

    /** Stable names, part of the HTTP contract. */
    public enum Code {
        PAST,
        TOO_SOON,
        OUT_OF_WINDOW,
        OUTSIDE_HOURS,
        OVERRIDE,
        OFF_GRID,
        TAKEN,
        HELD,
        BUFFER,
        DAY_FULL,
        WEEK_FULL,
        CALENDAR_BUSY,
        LOOK_BUSY;

        /** Whether time that is somebody else's stands in the way, rather than a rule about time as such. */
        public boolean isTaken() {
            return switch (this) {
                case TAKEN, HELD, BUFFER, DAY_FULL, WEEK_FULL, CALENDAR_BUSY -> true;
                case PAST, TOO_SOON, OUT_OF_WINDOW, OUTSIDE_HOURS, OVERRIDE, OFF_GRID, LOOK_BUSY -> false;
            };
        }
    }
}
