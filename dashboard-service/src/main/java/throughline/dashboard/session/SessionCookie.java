package throughline.dashboard.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import throughline.service.PracticeSettings;
import throughline.web.security.StaffSessions;

/** The cookie with the token: not for scripts, not sent from other sites' forms, only over TLS where the practice has it. */
@Component
public class SessionCookie {

    private final boolean secure;

    SessionCookie(PracticeSettings practice) {
        this.secure = "https".equals(practice.url().getScheme());
    }

    /** Without "stay signed in" it goes when the browser closes. */
    public void give(HttpServletResponse response, Sessions.Opened session) {
        write(response, session.token(), session.remembered() ? session.lasts() : Duration.ofSeconds(-1));
    }

    public void takeAway(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }

    public Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(StaffSessions.COOKIE)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private void write(HttpServletResponse response, String value, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(StaffSessions.COOKIE, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/")
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
