package throughline.notification.delivery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that may still keep a mail from going. */
record Checks(List<SendCheck> all) {

    /** The first refusal's reason. */
    Optional<String> refusal(Delivery row) {
        var candidate = new SendCheck.Candidate(
                row.deliveryId(),
                row.plan().clientId(),
                row.plan().purpose(),
                row.plan().to(),
                row.plan().origin());
        return row.plan().to().isEmpty()
                ? Optional.of("erased")
                : all.stream()
                        .flatMap(check ->
                                Stream.ofNullable(check.refusal(candidate).orElse(null)))
                        .findFirst();
    }
}
