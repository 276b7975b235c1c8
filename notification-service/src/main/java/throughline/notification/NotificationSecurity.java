package throughline.notification;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import throughline.web.Texts;
import throughline.web.problem.LargerBodies;
import throughline.web.security.ServiceChains;

/** Who may reach what. A link in a mail is its reader's authority: those paths ask for no sign-in, no cookie and no token. */
@Configuration(proxyBeanMethods = false)
class NotificationSecurity {

    /** Bytes; more than a list or a mail may have, so that their own limits have the word. */
    private static final long LIST = 6 * 1024 * 1024;

    private static final long MAIL = 12 * 1024 * 1024;

    private static final List<String> LINKS = List.of("/u/**", "/preferences/**", "/subscriptions/**");
    private static final List<String> OPEN = List.of(
            "/u/**",
            "/preferences/**",
            "/subscriptions/**",
            "/api/notification/v1/subscriptions",
            "/dev/**",
            "/mailbox/**");
    private static final List<String> ALL = List.of(
            "/u/**",
            "/preferences/**",
            "/subscriptions/**",
            "/api/notification/**",
            "/staff/sequences/**",
            "/staff/mail/**",
            "/dev/**",
            "/mailbox/**");

    @Bean
    @Order(100)
    SecurityFilterChain notificationSecurity(HttpSecurity http, ServiceChains chains) throws Exception {
        return chains.of(http, ALL, OPEN, LINKS);
    }

    @Bean
    LargerBodies listsAndMails() {
        return new LargerBodies(Map.of(
                "/api/notification/v1/subscribers/import",
                LIST,
                "/staff/mail/subscribers",
                LIST,
                "/api/notification/v1/inbound",
                MAIL));
    }

    @Bean
    Texts notificationTexts() {
        return new Texts("notification/messages");
    }
}
