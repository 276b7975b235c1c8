package throughline.dashboard.practice;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client as booking knows them. */
public record Client(
        String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String zone,
        @Nullable List<Consent> consents,
        @Nullable Instant since) {

    /** What someone agreed to or declined, and when; {@code purpose} is {@code follow-up}, for example. */
    public record Consent(
            String purpose, boolean given, @Nullable Instant at) {}

    /** The newest word on a purpose. */
    public Optional<Consent> consent(String purpose) {
        return consents == null
                ? Optional.empty()
                : consents.stream()
                        .filter(consent -> consent.purpose().equals(purpose))
                        .max(Comparator.comparing(consent -> consent.at() == null ? Instant.EPOCH : consent.at()));
    }

    /** First name and initial. */
    public String who() {
        return Names.brief(name == null ? "" : name);
    }

    /** The name people say. */
    public String firstName() {
        return Names.first(name == null ? "" : name);
    }
}
