package throughline.notification.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that may still keep a mail from going. */
record Checks(List<SendCheck> all) {
    private static final String ERASED = "erased";

    /** The first refusal's reason. */
    Optional<String> refusal(Delivery row) {
        var candidate = candidate(row);
        return isErased(row)
                ? Optional.of(ERASED)
                : all.stream()
                        .flatMap(check ->
                                Stream.ofNullable(check.refusal(candidate).orElse(null)))
                        .findFirst();
    }

    /** The same for many, by id; those that may go are left out. */
    Map<String, String> refusals(List<Delivery> rows) {
        var reasons = new HashMap<String, String>();
        rows.stream().filter(Checks::isErased).forEach(row -> reasons.put(row.id(), ERASED));
        for (var check : all) {
            var left = rows.stream()
                    .filter(row -> !reasons.containsKey(row.id()))
                    .map(Checks::candidate)
                    .toList();
            check.refusals(left).forEach((id, reason) -> reasons.put(id.value(), reason));
        }
        return reasons;
    }

    private static boolean isErased(Delivery row) {
        return row.plan().to().isEmpty();
    }

    private static SendCheck.Candidate candidate(Delivery row) {
        return new SendCheck.Candidate(
                row.deliveryId(),
                row.plan().clientId(),
                row.plan().purpose(),
                row.plan().to(),
                row.plan().origin());
    }
}
