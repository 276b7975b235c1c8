package throughline.notification.deliverability;

import java.util.List;

/**
 * One thing that was looked at.
 *
 * @param id {@code spf, dkim, dmarc, mx, ptr, tls}
 * @param code of the sentence that explains it; {@code none}, {@code unreachable}, …
 * @param details what is put into that sentence
 */
record Finding(String id, State state, String code, List<String> details) {

    /** {@code UNKNOWN}: it could not be asked, or does not apply. */
    enum State {
        OK,
        WARN,
        BAD,
        UNKNOWN
    }

    static Finding of(String id, State state, String code, String... details) {
        return new Finding(id, state, code, List.of(details));
    }

    static Finding unreachable(String id) {
        return of(id, State.UNKNOWN, "unreachable");
    }
}
