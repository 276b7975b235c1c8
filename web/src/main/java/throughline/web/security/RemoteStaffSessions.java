package throughline.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;
import throughline.web.peer.Peers;

/**
 * Asks dashboard-service about a session ({@code POST /internal/sessions/introspect {token}}, answers {@code {active, id, name,
 * role}}, after RFC 7662). Answers are kept for ten seconds, so signing out works everywhere within that; that the other side
 * could not be reached is not remembered.
 */
final class RemoteStaffSessions implements StaffSessions {

    private static final Logger log = LoggerFactory.getLogger(RemoteStaffSessions.class);

    private final Peers peers;
    private final Cache<String, Optional<Staff>> known = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    RemoteStaffSessions(Peers peers) {
        this.peers = peers;
    }

    /** The other side's answer. */
    record Answer(boolean active, String id, String name, Staff.Role role) {}

    @Override
    public Optional<Staff> introspect(String token) {
        try {
            return known.get(token, this::ask);
        } catch (RestClientException | IllegalStateException e) {
            log.warn("Sessions cannot be asked about; the request counts as not signed in. {}", e.toString());
            return Optional.empty();
        }
    }

    private Optional<Staff> ask(String token) {
        Answer answer = peers.of("dashboard")
                .post()
                .uri("/internal/sessions/introspect")
                .body(Map.of("token", token))
                .retrieve()
                .body(Answer.class);
        return answer == null || !answer.active()
                ? Optional.empty()
                : Optional.of(new Staff(answer.id(), answer.name(), answer.role()));
    }
}
