package throughline.notification.sequence;

import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.message.MailTemplate;
import throughline.notification.sequence.Definition.Approval;
import throughline.notification.sequence.Definition.Trigger;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.notification.sequence.Step.IfLate;

/** The sequences a new practice has. They are saved once as version 1 and are the practice's own from then on. */
final class ReadyMade {

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final Trigger BOOKED = new Trigger("CallRequested", Map.of("state", "CONFIRMED"));

    private ReadyMade() {}

    static Map<String, Definition> all() {
        Map<String, Definition> all = new LinkedHashMap<>();
        all.put(
                "confirmation",
                sequence(
                        "Confirmation and reminder",
                        BOOKED,
                        List.of(),
                        List.of(
                                mustArrive("confirmed", null, null, null, "confirmation/confirmed"),
                                mustArrive("reminder", null, "P1D", Span.parse("P1D"), "confirmation/reminder"))));
        all.put(
                "after-interested",
                afterCall(
                        "After the call",
                        "INTERESTED",
                        followUp("as-promised", "P1D", MORNING, "after-interested/as-promised"),
                        followUp("one-question", "P7D", MORNING, "after-interested/one-question"),
                        followUp(
                                "whenever-you-are-ready", "P21D", MORNING, "after-interested/whenever-you-are-ready")));
        all.put(
                "after-became-client",
                afterCall(
                        "Welcome",
                        "BECAME_CLIENT",
                        followUp("welcome", "P1D", MORNING, "after-became-client/welcome")));
        all.put(
                "after-not-now",
                afterCall(
                        "In three months",
                        "NOT_NOW",
                        followUp("in-three-months", "P3M", MORNING, "after-not-now/in-three-months")));
        all.put(
                "after-no-show",
                sequence(
                        "A new time",
                        new Trigger("CallOutcomeRecorded", Map.of("outcome", "NO_SHOW")),
                        Definition.GOALS_UNLESS_STATED,
                        List.of(followUp("a-new-time", "PT3H", null, "after-no-show/a-new-time")),
                        new SendWindow(LocalTime.of(8, 0), LocalTime.of(20, 0), List.of())));
        all.put(
                "article",
                sequence(
                        "New article",
                        new Trigger("ArticlePublished", Map.of("notify", "true")),
                        List.of(),
                        List.of(followUp("new-article", null, null, "article/new-article"))));
        all.put(
                "welcome",
                sequence(
                        "Welcome of a new reader",
                        new Trigger("SubscriptionConfirmed", Map.of("proof.how", "double-opt-in")),
                        List.of(),
                        List.of(followUp("good-to-have-you", "P1D", MORNING, "welcome/good-to-have-you"))));
        return all;
    }

    private static Definition afterCall(String name, String outcome, Step... steps) {
        return sequence(
                name,
                new Trigger("CallOutcomeRecorded", Map.of("outcome", outcome)),
                Definition.GOALS_UNLESS_STATED,
                List.of(steps));
    }

    private static Definition sequence(String name, Trigger trigger, List<String> goals, List<Step> steps) {
        return sequence(name, trigger, goals, steps, null);
    }

    private static Definition sequence(
            String name, Trigger trigger, List<String> goals, List<Step> steps, @Nullable SendWindow window) {
        return new Definition(name, trigger, goals, steps, window, Approval.NONE, ZoneOf.CLIENT, 0);
    }

    private static Step followUp(String id, @Nullable String after, @Nullable LocalTime at, String text) {
        return new Step(
                id,
                after == null ? null : Span.parse(after),
                null,
                at,
                List.of(),
                DeliveryClass.AT_MOST_ONCE,
                IfLate.NEXT_WINDOW,
                null,
                template(text));
    }

    private static Step mustArrive(
            String id, @Nullable String after, @Nullable String before, @Nullable Span staleAfter, String text) {
        return new Step(
                id,
                after == null ? null : Span.parse(after),
                before == null ? null : Span.parse(before),
                null,
                List.of(),
                DeliveryClass.MUST_ARRIVE,
                IfLate.SEND,
                staleAfter,
                template(text));
    }

    private static Step.Template template(String name) {
        MailTemplate text = MailTexts.named(name);
        return new Step.Template(text.subject(), text.markdown());
    }
}
