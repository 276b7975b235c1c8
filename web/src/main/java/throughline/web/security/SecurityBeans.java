package throughline.web.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import throughline.web.peer.Peers;

/** What closes the door behind the services' own chains, and who is asked about sessions where dashboard-service is not. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
        })
public class SecurityBeans {

    @Bean
    @ConditionalOnMissingBean
    StaffSessions staffSessions(Peers peers) {
        return new RemoteStaffSessions(peers);
    }

    /** Keeps Boot from inventing a user with a printed password. */
    @Bean
    UserDetailsService noLocalUsers() {
        return name -> {
            throw new UsernameNotFoundException("accounts live at dashboard-service");
        };
    }

    /** What a request takes is measured once, around everything, and not once more around each filter. */
    @Bean
    SecurityObservationSettings noMeasurementOfEachFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain closingSecurity(
            HttpSecurity http, ServiceChains chains, @Value("${throughline.clock:system}") String clock)
            throws Exception {
        List<String> open = new ArrayList<>(List.of(
                "/web/**",
                "/error",
                "GET /api/openapi.json",
                "GET /api/*/openapi.json",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/favicon.ico",
                "/robots.txt"));
        if (clock.startsWith("simulated")) {
            open.add("/dev/clock");
        }
        return chains.closing(http, open);
    }
}
