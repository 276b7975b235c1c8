package throughline.testing.smtp;

import java.time.Duration;

/** How a relay can let one mail down: every phase that knows its recipient, with every kind of answer and with none. */
public enum RelayFault {
    RCPT_LATER(Phase.RCPT),
    RCPT_REFUSED(Phase.RCPT),
    RCPT_CLOSED(Phase.RCPT),
    RCPT_RESET(Phase.RCPT),
    DATA_LATER(Phase.DATA),
    DATA_REFUSED(Phase.DATA),
    DATA_CLOSED(Phase.DATA),
    BODY_CUT(Phase.BODY),
    DOT_LATER(Phase.DOT),
    DOT_REFUSED(Phase.DOT),
    DOT_GARBAGE(Phase.DOT),
    DOT_CLOSED(Phase.DOT),
    DOT_RESET(Phase.DOT),
    TAKEN_THEN_CLOSED(Phase.DOT),
    TAKEN_THEN_RESET(Phase.DOT),
    TAKEN_SAID_TOO_LATE(Phase.DOT);

    private final Phase phase;

    RelayFault(Phase phase) {
        this.phase = phase;
    }

    public Phase phase() {
        return phase;
    }

    /** Whether the mail may rightly end refused. */
    public boolean refusesForGood() {
        return this == RCPT_REFUSED || this == DATA_REFUSED || this == DOT_REFUSED;
    }

    /** Whether the mail is in doubt by it although nobody crashed. */
    public boolean makesDoubt() {
        return switch (this) {
            case BODY_CUT,
                    DOT_GARBAGE,
                    DOT_CLOSED,
                    DOT_RESET,
                    TAKEN_THEN_CLOSED,
                    TAKEN_THEN_RESET,
                    TAKEN_SAID_TOO_LATE -> true;
            case RCPT_LATER,
                    RCPT_REFUSED,
                    RCPT_CLOSED,
                    RCPT_RESET,
                    DATA_LATER,
                    DATA_REFUSED,
                    DATA_CLOSED,
                    DOT_LATER,
                    DOT_REFUSED -> false;
        };
    }

    /** Makes the rule this fault. */
    public void script(Rule rule) {
        switch (this) {
            case RCPT_LATER -> rule.answer("451 4.7.1 greylisted");
            case RCPT_REFUSED -> rule.answer("550 5.1.1 nobody");
            case DATA_LATER -> rule.answer("451 4.3.0 later");
            case DATA_REFUSED, DOT_REFUSED -> rule.answer("554 no");
            case DOT_LATER -> rule.answer("452 4.3.1 full");
            case DOT_GARBAGE -> rule.answer("thanks a lot");
            case RCPT_CLOSED, DATA_CLOSED, DOT_CLOSED -> rule.close();
            case RCPT_RESET, DOT_RESET -> rule.reset();
            case BODY_CUT -> rule.cutAfter(700);
            case TAKEN_THEN_CLOSED -> rule.acceptThenClose();
            case TAKEN_THEN_RESET -> rule.acceptThenReset();
            case TAKEN_SAID_TOO_LATE -> rule.delay(Duration.ofSeconds(3));
        }
    }
}
