package throughline.dashboard.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.dashboard.journal.Entry;

/**
 * Where a client stands, from what the journal knows of them. A pure function of the entries and the time.
 *
 * @param code what the badge says: an outcome, {@code PLANNED}, {@code OPEN} (over, without an outcome), {@code ASKED}, {@code CANCELLED}, {@code REFUSED}, or empty
 * @param state of the badge
 * @param last the newest thing that happened to the person
 * @param nextCall the start of the next call, if one is planned
 * @param nextStep when the next step of a sequence is due, if one runs
 */
record Standing(
        String code, String state, Optional<Entry> last, Optional<Instant> nextCall, Optional<Instant> nextStep) {

    private static final Set<String> PLANS = Set.of("DeliveryPlanned", "EnrollmentAdvanced", "EnrollmentStarted");

    /** @param entries of one person, newest first */
    static Standing of(List<Entry> entries, Instant now) {
        List<Entry> oldestFirst = entries.stream()
                .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::id))
                .toList();
        Map<String, Instant> calls = new HashMap<>();
        Map<String, Instant> steps = new HashMap<>();
        @Nullable String code = null;
        boolean refused = false;
        for (Entry entry : oldestFirst) {
            String call = entry.about().getOrDefault("call", "");
            String enrollment = entry.about().getOrDefault("enrollment", "");
            switch (entry.type()) {
                case "CallRequested", "CallRescheduled" -> {
                    entry.time("start").ifPresent(start -> calls.put(call, start));
                    boolean waits = entry.text("state").orElse("CONFIRMED").equals("REQUESTED");
                    code = waits ? "ASKED" : "PLANNED";
                }
                case "CallConfirmed" -> code = "PLANNED";
                case "CallCancelled", "CallDeclined" -> {
                    calls.remove(call);
                    code = "CANCELLED";
                }
                case "CallOutcomeRecorded" -> {
                    calls.remove(call);
                    code = entry.text("outcome").orElse("OTHER");
                }
                case "EnrollmentStarted", "EnrollmentAdvanced" -> {
                    steps.remove(enrollment);
                    entry.time("dueAt").ifPresent(due -> steps.put(enrollment, due));
                }
                case "EnrollmentEnded" -> steps.remove(enrollment);
                case "DeliveryRejected" -> refused = true;
                case "DeliveryAccepted" -> refused = false;
                default -> {}
            }
        }
        boolean ahead = calls.values().stream().anyMatch(start -> start.isAfter(now));
        if ("PLANNED".equals(code) && !calls.isEmpty() && !ahead) {
            code = "OPEN";
        }
        String shown = refused ? "REFUSED" : code == null ? "" : code;
        return new Standing(
                shown,
                badge(shown),
                entries.stream().filter(e -> !PLANS.contains(e.type())).findFirst(),
                calls.values().stream().filter(start -> start.isAfter(now)).min(Comparator.naturalOrder()),
                steps.values().stream().min(Comparator.naturalOrder()));
    }

    private static String badge(String code) {
        return switch (code) {
            case "BECAME_CLIENT" -> "ok";
            case "INTERESTED" -> "info";
            case "PLANNED" -> "planned";
            case "ASKED", "OPEN", "NO_SHOW" -> "wait";
            case "REFUSED" -> "bad";
            default -> "";
        };
    }
}
