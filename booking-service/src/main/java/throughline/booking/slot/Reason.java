package throughline.booking.slot;

/**
 * Why a start is not offered.
 *
 * @param rule the rule that says so, with its value, as staff know it: {@code minimumNotice PT4H}
 */
public record Reason(Code code, String rule) {

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
        LOOK_BUSY;

        /** Whether time that is somebody else's stands in the way, rather than a rule about time as such. */
        public boolean isTaken() {
            return switch (this) {
                case TAKEN, HELD, BUFFER, DAY_FULL, WEEK_FULL -> true;
                case PAST, TOO_SOON, OUT_OF_WINDOW, OUTSIDE_HOURS, OVERRIDE, OFF_GRID, LOOK_BUSY -> false;
            };
        }
    }
}
