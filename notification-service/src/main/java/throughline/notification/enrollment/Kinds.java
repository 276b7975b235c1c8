package throughline.notification.enrollment;

import java.util.Locale;
import java.util.Set;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;
import throughline.notification.suppression.Purpose;

/**
 * Whether a step is about the reader's own call or a follow-up that needs consent. Only sequences that a change of a call
 * starts may have steps of the first kind, so that nobody can get around consent by calling a mail important.
 */
public final class Kinds {

    private static final Set<String> CHANGES_OF_A_CALL =
            Set.of("CallRequested", "CallConfirmed", "CallRescheduled", "CallCancelled", "CallDeclined");

    private Kinds() {}

    public static boolean aboutOwnCall(SequenceVersion version, Step step) {
        return step.deliveryClass() == DeliveryClass.MUST_ARRIVE
                && CHANGES_OF_A_CALL.contains(version.definition().trigger().event());
    }

    /** Whether any step needs consent. */
    public static boolean followsUp(SequenceVersion version) {
        return version.definition().steps().stream().anyMatch(step -> !aboutOwnCall(version, step));
    }

    /** What a reader must have agreed to: articles and what a subscription sets off, or mails that follow a call. */
    public static Purpose consent(SequenceVersion version) {
        String event = version.definition().trigger().event();
        return event.startsWith("Subscription") || event.equals("ArticlePublished")
                ? Purpose.ARTICLES
                : Purpose.FOLLOW_UP;
    }

    /** {@code confirmation}, {@code reminder}, {@code follow-up} or {@code articles}. */
    public static String purpose(SequenceVersion version, Step step) {
        if (!aboutOwnCall(version, step)) {
            return consent(version).code();
        }
        return step.before() == null ? "confirmation" : "reminder";
    }

    /** What an event was, for the rule in words: "the outcome". */
    public static String inWords(String eventName) {
        return switch (eventName) {
            case "CallRequested" -> "the booking";
            case "CallConfirmed" -> "the confirmation";
            case "CallOutcomeRecorded" -> "the outcome";
            case "CallRescheduled" -> "the call was moved";
            case "CallCancelled" -> "the cancellation";
            case "SubscriptionConfirmed" -> "the subscription was confirmed";
            default -> "the event “" + named(eventName) + "”";
        };
    }

    /** "Call requested" for CallRequested: an event's name says it all, once it is written as people write. */
    public static String named(String eventName) {
        return eventName.charAt(0)
                + eventName.substring(1).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
