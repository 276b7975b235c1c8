package throughline.booking;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import throughline.web.Texts;
import throughline.web.security.ServiceChains;

/** Which addresses are booking's, which of them are open to everyone, and where its texts lie. */
@Configuration(proxyBeanMethods = false)
class BookingConfiguration {

    private static final List<String> ALL = List.of(
            "/book",
            "/book/**",
            "/embed",
            "/embed/**",
            "/calls/**",
            "/api/booking/**",
            "/staff/calls",
            "/staff/calls/**",
            "/staff/availability",
            "/staff/availability/**");

    private static final List<String> OPEN = List.of(
            "/book",
            "/book/**",
            "/embed",
            "/embed/**",
            "/calls/**",
            "/api/booking/v1/call-types",
            "/api/booking/v1/call-types/*/slots",
            "/api/booking/v1/call-types/*/slots/explain",
            "/api/booking/v1/holds",
            "POST /api/booking/v1/calls",
            "POST /api/booking/v1/call-requests",
            "/api/booking/v1/manage/**");

    @Bean
    @Order(100)
    SecurityFilterChain bookingSecurity(HttpSecurity http, ServiceChains chains) throws Exception {
        return chains.of(http, ALL, OPEN);
    }

    @Bean
    Texts bookingTexts() {
        return new Texts("booking/messages");
    }
}
