package throughline.notification.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has become of it so far.
 *
 * @param nextAt practice time at which something is to be done: the first or next try, or the resend of a mail in doubt;
 *     absent when nothing is
 * @param attempts tries that came to an end
 * @param firstTriedAt practice time of the first try, from which giving up counts
 * @param possibleDuplicate it may have been taken over more than once
 * @param resent the one automatic resend is used up
 * @param reason code, where the state has one
 * @param replyCode of the last try; 0 for none
 * @param changedAt practice time
 * @param decision who decided about it and why, where a person did
 * @param turnAt practice time of its turn at its domain, once it has one; used up by a try
 * @param claim the last claim; kept after it ended, so that its holder recognises its own late result
 */
record Progress(
        DeliveryState state,
        @Nullable Instant nextAt,
        int attempts,
        @Nullable Instant firstTriedAt,
        boolean possibleDuplicate,
        boolean resent,
        @Nullable String reason,
        int replyCode,
        Instant changedAt,
        @Nullable String decision,
        @Nullable Instant turnAt,
        @Nullable Claim claim) {

    /**
     * Who holds a row.
     *
     * @param owner the sending process
     * @param token of this one claim
     * @param until machine time; the holder renews it while it lives
     */
    record Claim(String owner, String token, Instant until) {}

    static Progress planned(Instant dueAt, Instant now) {
        return new Progress(DeliveryState.PLANNED, dueAt, 0, null, false, false, null, 0, now, null, null, null);
    }

    Progress to(DeliveryState next, @Nullable Instant at, Instant now) {
        return new Progress(
                next,
                at,
                attempts,
                firstTriedAt,
                possibleDuplicate,
                resent,
                reason,
                replyCode,
                now,
                decision,
                turnAt,
                claim);
    }

    Progress because(@Nullable String code) {
        return new Progress(
                state,
                nextAt,
                attempts,
                firstTriedAt,
                possibleDuplicate,
                resent,
                code,
                replyCode,
                changedAt,
                decision,
                turnAt,
                claim);
    }

    /** One more try has ended, with this reply code. */
    Progress tried(int code, Instant now) {
        var first = firstTriedAt == null ? now : firstTriedAt;
        return new Progress(
                state,
                nextAt,
                attempts + 1,
                first,
                possibleDuplicate,
                resent,
                reason,
                code,
                changedAt,
                decision,
                null,
                claim);
    }

    Progress mayArriveTwice() {
        return new Progress(
                state,
                nextAt,
                attempts,
                firstTriedAt,
                true,
                true,
                reason,
                replyCode,
                changedAt,
                decision,
                turnAt,
                claim);
    }

    Progress decided(String byAndWhy) {
        return new Progress(
                state,
                nextAt,
                attempts,
                firstTriedAt,
                possibleDuplicate,
                resent,
                reason,
                replyCode,
                changedAt,
                byAndWhy,
                turnAt,
                claim);
    }

    /** A new run of tries: giving up counts from its beginning. */
    Progress afresh() {
        return new Progress(
                state, nextAt, attempts, null, possibleDuplicate, resent, null, 0, changedAt, decision, null, claim);
    }

    /** It has its turn; until then nothing is to be done. */
    Progress withTurn(Instant at) {
        return new Progress(
                state,
                nextAt,
                attempts,
                firstTriedAt,
                possibleDuplicate,
                resent,
                reason,
                replyCode,
                changedAt,
                decision,
                at,
                claim);
    }

    /** Giving up counts from now, although nobody has tried: it is not for want of time that it does not go. */
    Progress held(Instant now) {
        var first = firstTriedAt == null ? now : firstTriedAt;
        return new Progress(
                state,
                nextAt,
                attempts,
                first,
                possibleDuplicate,
                resent,
                "paused",
                replyCode,
                changedAt,
                decision,
                turnAt,
                claim);
    }
}
