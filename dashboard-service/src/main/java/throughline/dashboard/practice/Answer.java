package throughline.dashboard.practice;

import java.util.Optional;

/** What a service answered, or that it did not. */
public sealed interface Answer<T> {

    record Known<T>(T value) implements Answer<T> {}

    /** {@code service} did not answer, or not in a way we understand. */
    record Missing<T>(String service) implements Answer<T> {}

    default T orElse(T otherwise) {
        return switch (this) {
            case Known<T>(T value) -> value;
            case Missing<T> missing -> otherwise;
        };
    }

    /** The service that is missing, if it is. */
    default Optional<String> missing() {
        return switch (this) {
            case Known<T> known -> Optional.empty();
            case Missing<T>(String service) -> Optional.of(service);
        };
    }
}
