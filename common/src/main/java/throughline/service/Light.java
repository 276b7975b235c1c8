package throughline.service;

import java.time.Instant;

/**
 * One light of the health page: what it stands for, how it is, since when (practice time), and why in one sentence.
 */
public record Light(String name, State state, Instant since, String reason) {

    /** UNMEASURED is never shown as working. */
    public enum State {
        WORKING,
        SLOW,
        NEEDS_DECISION,
        STOPPED,
        UNMEASURED
    }

    /** A service's bean that measures one light when asked; must answer within a second and never throw. */
    public interface Measure {
        Light now();
    }
}
