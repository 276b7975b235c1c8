package throughline.notification.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.notification.sequence.Openings;
import throughline.notification.sequence.SendWindow;
import throughline.notification.sequence.Span;

/**
 * The practice's settings for mail, as the interface reads and writes them.
 *
 * @param perAddressPerDay follow-up and article mails for one address on one of its days; absent means no limit
 * @param quietHours when no follow-up leaves, on the wall clock its sequence counts by; may cross midnight
 * @param holidays of the practice: no follow-up leaves on these dates
 * @param approvalDeadline how long a mail waits to be approved, counted on the calendar of the practice
 * @param articleIntentBlock article mails a connection may have in doubt at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailPolicy(
        Relay relay,
        PerDomain perDomain,
        @Nullable Integer perAddressPerDay,
        @Nullable SendWindow quietHours,
        List<LocalDate> holidays,
        Span approvalDeadline,
        ApprovalPolicy approvalPolicy,
        @Nullable Integer articleIntentBlock) {

    /** What a new practice has. */
    public static final MailPolicy DEFAULT = new MailPolicy(
            new Relay(null, null),
            new PerDomain(null),
            null,
            null,
            List.of(),
            Span.parse("P2D"),
            ApprovalPolicy.SKIP,
            10);

    /** Mails a minute through the relay, and how many may go at once after a pause; absent means no limit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Relay(
            @Nullable Integer perMinute, @Nullable Integer burst) {}

    /** Mails a minute to one recipient domain; absent means no limit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PerDomain(@Nullable Integer perMinute) {}

    /** What becomes of a mail that nobody approved in time. */
    public enum ApprovalPolicy {
        SKIP,
        SEND
    }

    public MailPolicy {
        relay = relay == null ? new Relay(null, null) : relay;
        perDomain = perDomain == null ? new PerDomain(null) : perDomain;
        holidays = holidays == null
                ? List.of()
                : holidays.stream().distinct().sorted().toList();
        approvalDeadline = approvalDeadline == null ? Span.parse("P2D") : approvalDeadline;
        approvalPolicy = approvalPolicy == null ? ApprovalPolicy.SKIP : approvalPolicy;
        articleIntentBlock = articleIntentBlock == null ? Integer.valueOf(10) : articleIntentBlock;
    }

    /** As {@code articleIntentBlock}, which is never absent once read. */
    public int intentBlock() {
        return articleIntentBlock == null ? 10 : articleIntentBlock;
    }

    /** When a follow-up may leave: the sequence's window, less the quiet hours and holidays of the practice. */
    public Openings openings(@Nullable SendWindow window) {
        return new Openings(window, quietHours, Set.copyOf(holidays));
    }

    /** The field that makes no sense, or empty. */
    Optional<String> broken() {
        if (outside(relay.perMinute, 1, 1_000_000)) {
            return Optional.of("relay.perMinute");
        }
        if (outside(relay.burst, 1, 100_000)) {
            return Optional.of("relay.burst");
        }
        if (outside(perDomain.perMinute, 1, 1_000_000)) {
            return Optional.of("perDomain.perMinute");
        }
        if (outside(perAddressPerDay, 1, 100)) {
            return Optional.of("perAddressPerDay");
        }
        if (quietHours != null && (quietHours.wholeDay() || !quietHours.days().isEmpty())) {
            return Optional.of("quietHours");
        }
        if (holidays.size() > 400) {
            return Optional.of("holidays");
        }
        if (approvalDeadline.isZero()) {
            return Optional.of("approvalDeadline");
        }
        return outside(articleIntentBlock, 1, 1_000) ? Optional.of("articleIntentBlock") : Optional.empty();
    }

    private static boolean outside(@Nullable Integer value, int least, int most) {
        return value != null && (value < least || value > most);
    }
}
