package throughline.booking.staff;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of ours to go back to. Whatever could lead a browser elsewhere is no such page. */
final class LocalPath {

    private LocalPath() {}

    static Optional<URI> of(@Nullable String given) {
        return given != null && given.length() <= 500 && given.matches("/(?!/)[A-Za-z0-9/_.~?=&%#-]*")
                ? Optional.of(URI.create(given.replaceAll("%(?![0-9A-Fa-f]{2})", "%25")))
                : Optional.empty();
    }
}
