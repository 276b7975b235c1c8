package throughline.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Reads from a request who is asking: another service by its key, a program by its bearer token, a person by the session
 * cookie. With an {@code Authorization} header the cookie does not count, so that such a request needs no CSRF token.
 */
@Component
class StaffRequests implements SecurityContextRepository {

    private static final String BEARER = "Bearer ";

    private final StaffSessions sessions;
    private final ServiceKey serviceKey;
    private final String apiToken;

    StaffRequests(StaffSessions sessions, ServiceKey serviceKey, @Value("${throughline.api-token:}") String apiToken) {
        this.sessions = sessions;
        this.serviceKey = serviceKey;
        this.apiToken = apiToken;
    }

    private Optional<Staff> staff(HttpServletRequest request) {
        String key = request.getHeader(ServiceKey.HEADER);
        if (key != null) {
            return same(key, serviceKey.value())
                    ? Optional.of(new Staff("service", "service", Staff.Role.SERVICE))
                    : Optional.empty();
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? byToken(authorization.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        String token = cookie(request);
        return token == null ? Optional.empty() : sessions.introspect(token);
    }

    private Optional<Staff> byToken(String token) {
        return !apiToken.isEmpty() && same(token, apiToken)
                ? Optional.of(new Staff("api-token", "owner", Staff.Role.OWNER))
                : Optional.empty();
    }

    static @Nullable String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(StaffSessions.COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return context(holder.getRequest());
    }

    @Override
    public org.springframework.security.core.context.DeferredSecurityContext loadDeferredContext(
            HttpServletRequest request) {
        return new Deferred(request);
    }

    /** Asks once per request, and only if somebody wants to know. */
    private final class Deferred implements org.springframework.security.core.context.DeferredSecurityContext {

        private final HttpServletRequest request;
        private @Nullable SecurityContext context;

        private Deferred(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }

        @Override
        public SecurityContext get() {
            SecurityContext known = context;
            if (known == null) {
                known = context(request);
                context = known;
            }
            return known;
        }
    }

    private SecurityContext context(HttpServletRequest request) {
        return staff(request)
                .<SecurityContext>map(staff -> new SecurityContextImpl(new UsernamePasswordAuthenticationToken(
                        staff,
                        null,
                        List.of(new SimpleGrantedAuthority(
                                "ROLE_" + staff.role().name())))))
                .orElseGet(SecurityContextImpl::new);
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // the session lives at dashboard-service; nothing is kept here
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return cookie(request) != null;
    }
}
