package throughline.testing.smtp;

/**
 * How many mails crashes may leave in doubt: crashes × connections × intent block, where a connection of the transactional lane
 * asks for one intent at a time. This is the price that is stated, so more than this is a defect whatever else holds.
 *
 * @param crashes of sending processes, or pauses for longer than their leases
 * @param bulk connections of the bulk lane of each process
 * @param block article mails with one intent
 * @param transactional connections of the other lane
 */
public record DoubtBound(int crashes, int bulk, int block, int transactional) {

    /** Nobody crashed. */
    public static final DoubtBound NONE = new DoubtBound(0, 0, 1, 0);

    /** The lanes of a process with so many configured connections. */
    public static DoubtBound of(int crashes, int connections, int block) {
        return new DoubtBound(crashes, connections, block, Math.max(1, connections / 2));
    }

    public int most() {
        return crashes * (bulk * block + transactional);
    }

    /** The sum, to be read in a report. */
    public String told(int inDoubt) {
        return "%d in doubt by crashes, at most %d: %d crashes × (%d connections × %d + %d × 1)"
                .formatted(inDoubt, most(), crashes, bulk, block, transactional);
    }
}
