package throughline.notification.suppression;

import java.util.Locale;
import java.util.Optional;

/** What a person may stop. Mails about their own calls belong to neither: only an address that cannot be reached stops those. */
public enum Purpose {
    FOLLOW_UP,
    ARTICLES,
    /** Everything, mails about calls included: the address bounces, or staff said so. */
    ALL;

    /** {@code follow-up}: as it stands in links, documents and the interface. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The purpose with this code. */
    public static Optional<Purpose> of(String code) {
        for (Purpose purpose : values()) {
            if (purpose.code().equals(code)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }
}
