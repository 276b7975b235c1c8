package throughline.notification.sequence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.event.EventTypes;
import throughline.notification.message.MailTemplate;
import throughline.notification.message.Templates;

/** What a sequence must be like before it is saved, so that nothing can be wrong with it when it runs. Pure. */
public final class SequenceRules {

    private static final int MOST_STEPS = 50;
    private static final int LONGEST_NAME = 120;

    /** Every event by its short name. */
    static final Set<String> EVENTS =
            EventTypes.all().stream().map(EventTypes::shortName).collect(Collectors.toCollection(TreeSet::new));

    /** They come with the start of a run itself: a sequence started by them would start without an end. */
    private static final Set<String> NEVER_A_START =
            Set.of("EnrollmentStarted", "EnrollmentAdvanced", "EnrollmentEnded");

    /** Articles have readers, but each gets the mail once, by the sequence of that name. */
    private static final String ARTICLE = "ArticlePublished";

    private static final int MOST_CONDITIONS = 20;

    /** Nobody can be enrolled by what happened to no client and no subscriber. */
    private static final Set<String> ABOUT_NOBODY = Set.of(
            "SlotReleased",
            "ClientErased",
            "PossibleDuplicateClient",
            "SpamSuspected",
            "ArticleRevised",
            "ArticleUnpublished",
            "CommentSubmitted",
            "CommentApproved",
            "CommentRejected",
            "CallToActionFollowed",
            "StaffSignedIn",
            "StaffActionTaken",
            "DeadLetterReplayed");

    private static final Set<String> OWN_MAIL = EventTypes.all().stream()
            .filter(type -> EventTypes.publisherOf(type).equals("notification"))
            .map(EventTypes::shortName)
            .filter(name ->
                    !name.startsWith("Subscription") && !name.equals("ClientReplied")) // only a person does these
            .collect(Collectors.toSet());

    private SequenceRules() {}

    /** One reason why it cannot be saved: a stable code, the field, and a sentence for the person. */
    public record Broken(String code, String field, String sentence) {}

    /** As below, with what only one sequence may do. */
    public static Optional<Broken> broken(String id, Definition sequence) {
        boolean another = sequence.trigger().event().equals(ARTICLE) && !id.equals("article");
        return another
                ? Optional.of(new Broken(
                        "ONE_FOR_ARTICLES",
                        "trigger.event",
                        "A reader gets one mail for each article: the one of the sequence named article."))
                : broken(sequence);
    }

    /** The first broken rule, or empty if the sequence may be saved. */
    static Optional<Broken> broken(Definition sequence) {
        return Stream.concat(head(sequence).stream(), steps(sequence).stream()).findFirst();
    }

    private static Optional<Broken> head(Definition sequence) {
        String event = sequence.trigger().event();
        if (sequence.name().isBlank() || sequence.name().length() > LONGEST_NAME) {
            return Optional.of(new Broken("BAD_NAME", "name", "A sequence needs a name of at most 120 characters."));
        }
        if (!EVENTS.contains(event)) {
            return Optional.of(new Broken("UNKNOWN_EVENT", "trigger.event", "There is no event of that name."));
        }
        Optional<String> goal =
                sequence.goals().stream().filter(g -> !EVENTS.contains(g)).findFirst();
        if (goal.isPresent()) {
            return Optional.of(new Broken("UNKNOWN_EVENT", "goals", "There is no event of that name to end it."));
        }
        if (ABOUT_NOBODY.contains(event)
                || sequence.goals().stream().anyMatch(g -> ABOUT_NOBODY.contains(g) || g.equals(ARTICLE))) {
            return Optional.of(new Broken(
                    "EVENT_ABOUT_NOBODY",
                    ABOUT_NOBODY.contains(event) ? "trigger.event" : "goals",
                    "That event is about no client and no subscriber, so it can start or end nothing."));
        }
        if (sequence.trigger().when().size() > MOST_CONDITIONS
                || sequence.trigger().when().keySet().stream()
                        .anyMatch(f -> !f.matches("[A-Za-z][A-Za-z0-9.]{0,63}"))) {
            return Optional.of(
                    new Broken(
                            "BAD_CONDITION",
                            "trigger.when",
                            "A condition names a field of the event, like outcome or source.article, and the value it must have."));
        }
        if (NEVER_A_START.contains(event) || (OWN_MAIL.contains(event) && startsWithoutWait(sequence))) {
            return Optional.of(
                    new Broken(
                            "CYCLE_WITHOUT_WAIT",
                            "trigger.event",
                            "Its own mail would start it again without a wait. Let the first step wait, or choose another event."));
        }
        return sequence.steps().size() > MOST_STEPS
                ? Optional.of(new Broken("TOO_MANY_STEPS", "steps", "A sequence has at most 50 steps."))
                : Optional.empty();
    }

    private static boolean startsWithoutWait(Definition sequence) {
        return sequence.steps().stream()
                .anyMatch(step -> step.before() == null && step.afterOrAtOnce().isZero());
    }

    private static Optional<Broken> steps(Definition sequence) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < sequence.steps().size(); i++) {
            Step step = sequence.steps().get(i);
            String field = "steps[" + i + "].";
            if (!step.id().matches("[a-z0-9][a-z0-9-]{0,63}") || !ids.add(step.id())) {
                return Optional.of(new Broken(
                        "BAD_STEP_ID",
                        field + "id",
                        "Each step needs an id of its own: small letters, digits and hyphens, at most 64."));
            }
            Optional<Broken> broken = timing(step, sequence, field).or(() -> template(step, sequence, field));
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private static Optional<Broken> timing(Step step, Definition sequence, String field) {
        if (step.before() != null && step.after() != null) {
            return Optional.of(new Broken(
                    "BAD_TIMING", field + "before", "A step counts from the start or back from the call, not both."));
        }
        if (step.before() != null && !sequence.trigger().event().startsWith("Call")) {
            return Optional.of(new Broken(
                    "BAD_TIMING", field + "before", "Only a sequence about a call can count back from its start."));
        }
        Step afterwards = new Step(
                step.id(),
                Span.NOTHING,
                null,
                step.at(),
                step.days(),
                step.deliveryClass(),
                step.ifLate(),
                null,
                step.template());
        boolean opens = DueTimes.of(
                        afterwards,
                        new DueTimes.From(Instant.EPOCH, "", null, Lateness.NONE),
                        ZoneOffset.UTC,
                        Openings.of(sequence.window()))
                .isPresent();
        return opens
                ? Optional.empty()
                : Optional.of(new Broken(
                        "NEVER_OPENS", field + "days", "The days of this step never fall into the send window."));
    }

    private static Optional<Broken> template(Step step, Definition sequence, String field) {
        List<Templates.Problem> problems = Templates.check(
                new MailTemplate(step.template().subject(), step.template().markdown()),
                Variables.always(sequence.trigger()),
                Variables.maybeEmpty(sequence.trigger()));
        return problems.stream()
                .findFirst()
                .map(p -> new Broken(p.code(), field + "template." + p.field(), sentence(p)));
    }

    private static String sentence(Templates.Problem problem) {
        return switch (problem.code()) {
            case "FALLBACK_NEEDED" ->
                "{{" + problem.detail() + "}} can be empty. Say what stands there then: {{" + problem.detail()
                        + "|there}}.";
            case "UNKNOWN_VARIABLE" -> "There is no variable " + problem.detail() + " in this sequence.";
            case "BROKEN_VARIABLE" -> "A variable is not closed, or has something in it that is evaluated nowhere.";
            case "SUBJECT_REQUIRED" -> "The mail needs a subject.";
            case "BODY_REQUIRED" -> "The mail needs a text.";
            case "LINE_BREAK_IN_SUBJECT" -> "A subject is one line, without control characters.";
            case "SUBJECT_TOO_LONG" -> "A subject has at most 200 characters.";
            case "EMPTY_LINK" -> "The link \"" + problem.detail() + "\" goes nowhere. Give it an address.";
            case "BAD_LINK" ->
                "The link \"" + problem.detail()
                        + "\" has no full address. In a mail it begins with https://, http:// or mailto:, or is a variable like {{booking.link}}.";
            case "LINK_WITHOUT_WORDS" -> "A link to " + problem.detail() + " has no words that could be read.";
            case "MAIL_TOO_LARGE" ->
                "As HTML the mail would have " + problem.detail()
                        + " kB. Mail programs cut off what is beyond 100 kB; make it shorter.";
            default -> "The mail is too long.";
        };
    }
}
