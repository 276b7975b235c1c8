package throughline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import throughline.contract.notification.ComplaintReceived;
import throughline.contract.notification.DeliveryAccepted;
import throughline.contract.notification.DeliveryBounced;
import throughline.contract.notification.DeliveryDeferred;
import throughline.contract.notification.DeliveryEvent;
import throughline.contract.notification.DeliveryInDoubt;
import throughline.contract.notification.DeliveryPlanned;
import throughline.contract.notification.DeliveryRejected;
import throughline.contract.notification.DeliveryResolved;
import throughline.contract.notification.DeliverySkipped;
import throughline.notification.transport.Outcome;

/**
 * The rules of the ledger: what a row becomes, and which fact goes with it. Pure functions.
 *
 * <pre>
 * PLANNED → CLAIMED → DOT_INTENT → ACCEPTED
 *               │          ├ 4xx, connection → DEFERRED → … → GIVEN_UP after 72 h
 *               │          ├ 5xx → REJECTED
 *               │          └ answer lost, lease over → IN_DOUBT → (one resend | a person decides)
 *               ├ lease over, withheld → PLANNED
 *               └ SKIPPED(reason)
 * </pre>
 */
final class Fate {
    private final MailSettings settings;

    Fate(MailSettings settings) {
        this.settings = settings;
    }

    /** What a row becomes, and the facts that go with it. */
    record Step(Progress next, List<DeliveryEvent> facts) {
        static Step silent(Progress next) {
            return new Step(next, List.of());
        }
    }

    static DeliveryEvent planned(Delivery row) {
        return new DeliveryPlanned(
                row.deliveryId(),
                row.plan().clientId(),
                row.plan().purpose(),
                row.plan().step(),
                row.plan().messageId(),
                row.plan().dueAt(),
                row.plan().because());
    }

    /** The dot may be written from now on. Nothing but state and times changes, or the ledger could not write many of them in one update. */
    static Step intent(Delivery row, Instant now) {
        return Step.silent(row.progress().to(DeliveryState.DOT_INTENT, null, now));
    }

    /** @param stretch by which the back-off is multiplied: 1, or a little around it so that not all come back at once */
    Step after(Delivery row, Outcome outcome, Instant now, double stretch) {
        var tried = row.progress().tried(outcome.reply().code(), now);
        return switch (outcome) {
            case Outcome.Accepted _ -> accepted(row, tried, now);
            case Outcome.Rejected(var _, String reason) ->
                ended(row, tried.because(reason), DeliveryState.REJECTED, now);
            case Outcome.InDoubt _ -> inDoubt(row, tried, now);
            case Outcome.Withheld _ -> released(row, now);
            case Outcome.Deferred(var _, String reason) -> deferred(row, tried.because(reason), now, stretch);
        };
    }

    private static Step accepted(Delivery row, Progress tried, Instant now) {
        var next = tried.to(DeliveryState.ACCEPTED, null, now).because(null);
        return new Step(
                next,
                List.of(new DeliveryAccepted(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId(),
                        next.attempts(),
                        next.replyCode(),
                        next.possibleDuplicate())));
    }

    private Step deferred(Delivery row, Progress tried, Instant now, double stretch) {
        var giveUpAt = giveUpAt(tried, now);
        if (!now.isBefore(giveUpAt)) {
            return ended(row, tried.because("given_up"), DeliveryState.GIVEN_UP, now);
        }
        var waits = settings.backOff();
        var wait = waits.get(Math.min(tried.attempts(), waits.size()) - 1);
        var stretched = now.plus(Duration.ofMillis((long) (wait.toMillis() * stretch)));
        var nextTry = stretched.isAfter(giveUpAt) ? giveUpAt : stretched;
        var next = tried.to(DeliveryState.DEFERRED, nextTry, now);
        return new Step(next, List.of(waits(row, next, nextTry)));
    }

    private Instant giveUpAt(Progress progress, Instant now) {
        return (progress.firstTriedAt() == null ? now : progress.firstTriedAt()).plus(settings.giveUpAfter());
    }

    private static DeliveryDeferred waits(Delivery row, Progress next, Instant nextTry) {
        return new DeliveryDeferred(
                row.deliveryId(),
                row.plan().clientId(),
                row.plan().purpose(),
                row.plan().step(),
                row.plan().messageId(),
                next.attempts(),
                next.replyCode(),
                String.valueOf(next.reason()),
                nextTry);
    }

    /**
     * Its domain is left alone for a while. Not a try, but giving up counts from here, or it could wait for ever. The fact is
     * told once, not each time it goes on waiting.
     */
    Step held(Delivery row, Instant until, Instant now) {
        var held = row.progress().held(now);
        var giveUpAt = giveUpAt(held, now);
        if (!now.isBefore(giveUpAt)) {
            return ended(row, held.because("given_up"), DeliveryState.GIVEN_UP, now);
        }
        var next = held.to(DeliveryState.DEFERRED, until.isAfter(giveUpAt) ? giveUpAt : until, now);
        return "paused".equals(row.progress().reason())
                ? Step.silent(next)
                : new Step(next, List.of(waits(row, next, until)));
    }

    /** It has a turn at its domain and waits for it. */
    static Step queued(Delivery row, Instant turn, Instant now) {
        var before = row.progress();
        var state = before.attempts() > 0 && before.reason() != null ? DeliveryState.DEFERRED : DeliveryState.PLANNED;
        return Step.silent(before.withTurn(turn).to(state, turn, now));
    }

    private static Step ended(Delivery row, Progress tried, DeliveryState state, Instant now) {
        var next = tried.to(state, null, now);
        return new Step(
                next,
                List.of(new DeliveryRejected(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId(),
                        next.attempts(),
                        next.replyCode(),
                        String.valueOf(next.reason()))));
    }

    /** What must arrive is sent once more after the reconcile deadline; all else waits for a person. */
    private Step inDoubt(Delivery row, Progress tried, Instant now) {
        boolean resend = row.plan().deliveryClass() == DeliveryClass.MUST_ARRIVE && !tried.resent();
        var next = tried.because(null)
                .to(DeliveryState.IN_DOUBT, resend ? now.plus(settings.reconcileAfter()) : null, now);
        return new Step(
                next,
                List.of(new DeliveryInDoubt(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId(),
                        next.attempts())));
    }

    /**
     * Provably not sent; somebody else may try. If others had given the holder up meanwhile and called the mail in doubt, it
     * no longer is, which is told.
     */
    static Step released(Delivery row, Instant now) {
        var before = row.progress();
        var state = before.attempts() > 0 && before.reason() != null ? DeliveryState.DEFERRED : DeliveryState.PLANNED;
        var next = before.to(
                state, now.isAfter(row.plan().dueAt()) ? now : row.plan().dueAt(), now);
        return row.state() == DeliveryState.IN_DOUBT
                ? resolved(row, next, Resolution.SEND_AGAIN, "holder")
                : Step.silent(next);
    }

    /** All mails of its cause are paused: provably not sent, and nothing is to be done until they are resumed. */
    static Step paused(Delivery row, Instant now) {
        var before = row.progress();
        var state = before.attempts() > 0 && before.reason() != null ? DeliveryState.DEFERRED : DeliveryState.PLANNED;
        return Step.silent(before.to(state, null, now));
    }

    /** The holder is gone, or silent for longer than its lease. */
    Step leaseOver(Delivery row, Instant now) {
        return row.state() == DeliveryState.DOT_INTENT
                ? inDoubt(row, row.progress().tried(0, now), now)
                : released(row, now);
    }

    static Step skipped(Delivery row, String reason, Instant now) {
        return new Step(
                row.progress().to(DeliveryState.SKIPPED, null, now).because(reason),
                List.of(new DeliverySkipped(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId(),
                        reason)));
    }

    /** The reconcile deadline has passed without word of it. */
    static Step resend(Delivery row, Instant now) {
        return resolved(row, again(row, now), Resolution.SEND_AGAIN, "deadline");
    }

    /**
     * @param by the account that decides
     * @param why in its words; stays in the row
     * @return empty if that decision makes no sense for a row in this state
     */
    static Optional<Step> resolve(Delivery row, Resolution as, String by, String why, Instant now) {
        boolean allowed = switch (row.state()) {
            case IN_DOUBT -> true;
            case ACCEPTED, REJECTED, GIVEN_UP, BOUNCED -> as == Resolution.SEND_AGAIN;
            case PLANNED, CLAIMED, DOT_INTENT, DEFERRED, SKIPPED, COMPLAINED -> false;
        };
        if (!allowed) {
            return Optional.empty();
        }
        var next = switch (as) {
            case SENT -> row.progress().to(DeliveryState.ACCEPTED, null, now).because("resolved");
            case GIVE_UP -> row.progress().to(DeliveryState.GIVEN_UP, null, now).because("given_up");
            case SEND_AGAIN -> again(row, now);
        };
        return Optional.of(resolved(row, next.decided(by + ": " + why), as, by));
    }

    /**
     * It came back.
     *
     * @param reason {@code undeliverable}, {@code sender} or {@code bounced}
     * @return empty unless the relay has it, or may have it
     */
    static Optional<Step> bounced(Delivery row, String status, String reason, Instant now) {
        return ifSent(
                row,
                row.progress().to(DeliveryState.BOUNCED, null, now).because(reason),
                new DeliveryBounced(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId(),
                        status,
                        reason.equals("undeliverable")));
    }

    static Optional<Step> complained(Delivery row, Instant now) {
        return ifSent(
                row,
                row.progress().to(DeliveryState.COMPLAINED, null, now).because("complained"),
                new ComplaintReceived(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId()));
    }

    private static Optional<Step> ifSent(Delivery row, Progress next, DeliveryEvent fact) {
        boolean sent = row.state() == DeliveryState.ACCEPTED || row.state() == DeliveryState.IN_DOUBT;
        return sent ? Optional.of(new Step(next, List.of(fact))) : Optional.empty();
    }

    /** Evidence has turned up that a mail in doubt was taken over. */
    static Optional<Step> arrived(Delivery row, String evidence, Instant now) {
        return row.state() == DeliveryState.IN_DOUBT
                ? resolve(row, Resolution.SENT, "evidence", evidence, now)
                : Optional.empty();
    }

    private static Progress again(Delivery row, Instant now) {
        boolean mayHaveArrived = row.state() == DeliveryState.IN_DOUBT || row.state() == DeliveryState.ACCEPTED;
        var next = row.progress().afresh().to(DeliveryState.PLANNED, now, now);
        return mayHaveArrived ? next.mayArriveTwice() : next;
    }

    private static Step resolved(Delivery row, Progress next, Resolution as, String by) {
        return new Step(
                next,
                List.of(new DeliveryResolved(
                        row.deliveryId(),
                        row.plan().clientId(),
                        row.plan().purpose(),
                        row.plan().step(),
                        row.plan().messageId(),
                        as.name(),
                        by)));
    }
}
