package throughline.dashboard;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import throughline.web.Texts;
import throughline.web.security.ServiceChains;

/** The paths that are ours, and the texts on our pages. */
@Configuration(proxyBeanMethods = false)
class DashboardWeb {

    @Bean
    Texts dashboardTexts() {
        return new Texts("dashboard/messages");
    }

    @Bean
    @Order(100)
    SecurityFilterChain dashboardSecurity(HttpSecurity http, ServiceChains chains) throws Exception {
        return chains.of(
                http,
                List.of(
                        "/sign-in",
                        "/sign-in/**",
                        "/sign-out",
                        "/staff",
                        "/staff/today",
                        "/staff/clients/**",
                        "/staff/operations/**",
                        "/staff/account/**",
                        "/api/dashboard/**",
                        "/internal/sessions/**"),
                List.of("/sign-in", "/sign-in/**", "/sign-out"));
    }
}
