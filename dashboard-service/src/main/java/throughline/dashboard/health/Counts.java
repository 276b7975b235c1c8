package throughline.dashboard.health;

/**
 * What waits for a person.
 *
 * @param inDoubt mails handed over whose answer was lost
 * @param refused mails refused for good in the last seven days
 * @param deadLetters events given up
 * @param waiting events that queue behind them
 */
public record Counts(long inDoubt, long refused, long deadLetters, long waiting) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    public long needYou() {
        return inDoubt + refused + deadLetters;
    }
}
