package throughline.notification.sequence;

import java.util.Set;
import java.util.TreeSet;

/**
 * The variables a template may use, and which of them always have a value. What depends on a call, an article or a name a
 * person typed may be missing and needs a fallback.
 */
public final class Variables {

    private static final Set<String> PRACTICE =
            Set.of("practice.name", "practitioner.name", "booking.link", "step.number", "step.count");
    private static final Set<String> CLIENT = Set.of("client.firstName", "client.name");
    private static final Set<String> CALL =
            Set.of("call.date", "call.day", "call.time", "call.hours", "call.where", "call.type", "call.manageLink");
    private static final Set<String> ARTICLE =
            Set.of("article.title", "article.summary", "article.url", "article.author", "article.minutes");

    private Variables() {}

    /** Variables that always have a value in mails of a sequence with this trigger. */
    public static Set<String> always(Definition.Trigger trigger) {
        Set<String> always = new TreeSet<>(PRACTICE);
        always.add("client.name");
        boolean confirmed = "CONFIRMED".equals(trigger.when().get("state"));
        switch (trigger.event()) {
            case "CallRequested" -> always.addAll(confirmed ? CALL : Set.of("call.type", "call.manageLink"));
            case "CallConfirmed", "CallRescheduled" -> always.addAll(CALL);
            case "CallOutcomeRecorded", "CallCancelled", "CallDeclined" -> always.add("call.type");
            case "SubscriptionRequested", "SubscriptionConfirmed", "SubscriptionWithdrawn" ->
                always.remove("client.name");
            case "ArticlePublished" -> {
                always.addAll(ARTICLE);
                always.removeAll(Set.of("article.summary", "client.name"));
            }
            default -> {}
        }
        return always;
    }

    /** All other variables. */
    static Set<String> maybeEmpty(Definition.Trigger trigger) {
        Set<String> others = new TreeSet<>(PRACTICE);
        others.addAll(CLIENT);
        others.addAll(CALL);
        others.addAll(ARTICLE);
        others.removeAll(always(trigger));
        return others;
    }
}
