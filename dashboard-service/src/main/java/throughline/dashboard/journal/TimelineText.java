package throughline.dashboard.journal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * An entry in words. Never says more than is known: accepted by a mail server is not read, in doubt is not sent.
 *
 * @param when an instant as the reader sees it
 */
public record TimelineText(MessageSource texts, Function<Instant, String> when, Locale locale) {

    /** One line about an entry. */
    public String of(Entry entry) {
        return switch (entry.type()) {
            case "CallRequested" ->
                entry.time("start")
                        .map(start -> text("CallRequested", when.apply(start)))
                        .orElseGet(() -> text("CallRequested.untimed"));
            case "SlotOffered" -> text("SlotOffered", time(entry, "start"));
            case "CallRescheduled" -> text("CallRescheduled", time(entry, "from"), time(entry, "start"));
            case "CallCancelled", "CallDeclined", "CallConfirmed" ->
                text(entry.type() + "." + entry.text("by").orElse("OTHER"));
            case "CallOutcomeRecorded" ->
                entry.text("corrects")
                        .map(wrong -> text(
                                "CallOutcomeRecorded.corrected", outcome(entry, "outcome"), outcome(entry, "corrects")))
                        .orElseGet(() -> text("CallOutcomeRecorded", outcome(entry, "outcome")));
            case "EnrollmentStarted" -> text("EnrollmentStarted", sequence(entry), word(entry, "version"));
            case "EnrollmentAdvanced" ->
                entry.time("dueAt")
                        .map(due -> text("EnrollmentAdvanced", sequence(entry), when.apply(due)))
                        .orElseGet(() -> text("EnrollmentAdvanced.last", sequence(entry)));
            case "EnrollmentEnded" ->
                text("EnrollmentEnded", sequence(entry), reason(entry).orElse(""));
            case "DeliveryPlanned" -> text("DeliveryPlanned", purpose(entry), time(entry, "dueAt"));
            case "DeliveryDeferred" -> text("DeliveryDeferred", purpose(entry), time(entry, "nextTry"));
            case "DeliveryAccepted" ->
                text(
                        entry.said().containsKey("possibleDuplicate") ? "DeliveryAccepted.again" : "DeliveryAccepted",
                        purpose(entry));
            case "DeliveryRejected", "DeliverySkipped" ->
                text(entry.type(), purpose(entry), reason(entry).orElse(""));
            case "DeliveryInDoubt", "DeliveryBounced", "ComplaintReceived" -> text(entry.type(), purpose(entry));
            case "DeliveryResolved" ->
                text("DeliveryResolved." + entry.text("as").orElse("OTHER"), purpose(entry));
            case "SubscriptionRequested", "SubscriptionConfirmed", "SubscriptionWithdrawn" ->
                text(entry.type(), purpose(entry));
            case "AddressSuppressed", "PossibleDuplicateClient" ->
                text(entry.type(), reason(entry).orElse(""));
            default -> text(entry.type());
        };
    }

    /** What an entry means, where its line does not say enough; else empty. */
    public String note(Entry entry) {
        return named("timeline.note." + entry.type(), "");
    }

    /** Why, in words; empty where an entry has no reason. */
    public Optional<String> reason(Entry entry) {
        return entry.text("reason").map(this::reasonInWords);
    }

    /** {@code unsubscribed} as people say it; a code nobody has words for is shown with its underscores as blanks. */
    public String reasonInWords(String code) {
        if (code.startsWith("goal:")) {
            return named("reason.goal", "");
        }
        return named("reason." + code, plain(code));
    }

    /** {@code BECAME_CLIENT} as people say it. */
    public String outcomeInWords(String code) {
        return named("outcome." + code, plain(code));
    }

    /** What a mail is for: {@code confirmation} → "Confirmation". */
    public String purposeInWords(String code) {
        return named("purpose." + code, capital(plain(code)));
    }

    /** A mail by its purpose, and a follow-up by its step as well: "Follow-up mail “one question”". */
    public String mailInWords(String purpose, String step) {
        return purpose.equals("follow-up") && !step.isEmpty()
                ? purposeInWords(purpose) + " “" + plain(step) + "”"
                : purposeInWords(purpose);
    }

    /** "the confirmation", for the middle of a sentence. */
    public String theMailInWords(String purpose) {
        return named("the." + purpose, named("the.mail", plain(purpose)));
    }

    /** The name of a sequence that everyone has; of any other its id. */
    public String sequenceInWords(String id) {
        return named("sequence." + id, capital(plain(id)));
    }

    private String outcome(Entry entry, String name) {
        return outcomeInWords(entry.text(name).orElse("OTHER"));
    }

    private String purpose(Entry entry) {
        return mailInWords(
                entry.text("purpose").orElse("mail"), entry.text("step").orElse(""));
    }

    private String sequence(Entry entry) {
        return sequenceInWords(entry.text("sequence").orElse(""));
    }

    private String word(Entry entry, String name) {
        return entry.text(name).orElse("");
    }

    private String time(Entry entry, String name) {
        return entry.time(name).map(when).orElse("");
    }

    private String text(String key, Object... values) {
        @Nullable String found = texts.getMessage("dashboard.timeline." + key, values, null, locale);
        return found == null ? capital(words(key)) : found;
    }

    private String named(String key, String otherwise) {
        @Nullable String found = texts.getMessage("dashboard." + key, null, null, locale);
        return found == null ? otherwise : found;
    }

    private static String plain(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    }

    private static String words(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
