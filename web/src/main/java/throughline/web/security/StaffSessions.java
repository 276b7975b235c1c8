package throughline.web.security;

import java.util.Optional;

/** Who holds a session token: kept by dashboard-service, asked by the others over HTTP. */
public interface StaffSessions {

    /** The cookie that carries the opaque token. */
    String COOKIE = "throughline_session";

    /** The person behind a token; empty when it is unknown, over, or cannot be asked about just now. */
    Optional<Staff> introspect(String token);
}
