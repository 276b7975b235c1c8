package throughline.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import throughline.service.PracticeSettings;

/**
 * The security of a service's paths, the same for all: what is not listed as open needs staff. A CSRF token is asked for where
 * a session cookie gives a request its authority, and at the sign-in form; a request without that cookie has no authority that
 * another site could borrow.
 */
@Component
public class ServiceChains {

    /** What the interface looks like is no secret. */
    private static final String DESCRIPTIONS = "GET /api/*/openapi.json";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String[] STAFF = {"OWNER", "PRACTITIONER", "ASSISTANT", "SERVICE"};

    private final StaffRequests requests;
    private final Refusals refusals;
    private final boolean https;
    private final String frameAncestors;

    ServiceChains(
            StaffRequests requests,
            Refusals refusals,
            PracticeSettings practice,
            @Value("${throughline.frame-ancestors:}") String frameAncestors) {
        this.requests = requests;
        this.refusals = refusals;
        this.https = "https".equals(practice.url().getScheme());
        this.frameAncestors = frameAncestors.replace(',', ' ').strip();
    }

    public SecurityFilterChain of(HttpSecurity http, List<String> paths, List<String> openPaths) throws Exception {
        return of(http, paths, openPaths, List.of());
    }

    /**
     * @param paths everything the service answers; only this chain sees them
     * @param openPaths those of them that need no sign-in; {@code POST /path} opens one method only
     * @param withoutCsrf those whose link is authority enough, also for a browser that is signed in
     */
    public SecurityFilterChain of(
            HttpSecurity http, List<String> paths, List<String> openPaths, List<String> withoutCsrf) throws Exception {
        RequestMatcher open =
                any(Stream.concat(openPaths.stream(), Stream.of(DESCRIPTIONS)).toList());
        http.securityMatcher(any(paths)).authorizeHttpRequests(a -> {
            a.requestMatchers(open).permitAll();
            a.requestMatchers(any(List.of("/internal/**"))).hasRole("SERVICE");
            a.anyRequest().hasAnyRole(STAFF);
        });
        return finish(http, withoutCsrf.isEmpty() ? request -> false : any(withoutCsrf));
    }

    /** What belongs to no service: style sheets, probes; all else does not exist. */
    SecurityFilterChain closing(HttpSecurity http, List<String> openPaths) throws Exception {
        http.authorizeHttpRequests(a -> {
            a.requestMatchers(any(openPaths)).permitAll();
            a.requestMatchers(any(List.of("/internal/**"))).hasRole("SERVICE");
            a.anyRequest().denyAll();
        });
        return finish(http, request -> false);
    }

    private SecurityFilterChain finish(HttpSecurity http, RequestMatcher withoutCsrf) throws Exception {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(c -> c.sameSite("Strict").secure(https).path("/"));
        return http.securityContext(c -> c.securityContextRepository(requests))
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(c -> c.disable())
                .logout(c -> c.disable())
                .httpBasic(c -> c.disable())
                .formLogin(c -> c.disable())
                .csrf(c -> c.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(r -> needsToken(r) && !withoutCsrf.matches(r)))
                .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(h -> h.addHeaderWriter(new Frames(frameAncestors))
                        .frameOptions(f -> f.disable()) // written together with frame-ancestors
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                        .httpStrictTransportSecurity(s -> s.includeSubDomains(false)))
                .build();
    }

    private static boolean needsToken(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getHeader(ServiceKey.HEADER) != null) {
            return false;
        }
        return StaffRequests.cookie(request) != null || request.getRequestURI().startsWith("/sign-in");
    }

    private static RequestMatcher any(List<String> patterns) {
        return new OrRequestMatcher(
                patterns.stream().map(ServiceChains::matcher).toList());
    }

    /** {@code /path/**}, or {@code POST /path/**} for one method only. */
    private static RequestMatcher matcher(String pattern) {
        int blank = pattern.indexOf(' ');
        return blank < 0
                ? PathPatternRequestMatcher.withDefaults().matcher(pattern)
                : PathPatternRequestMatcher.withDefaults()
                        .matcher(HttpMethod.valueOf(pattern.substring(0, blank)), pattern.substring(blank + 1));
    }
}
