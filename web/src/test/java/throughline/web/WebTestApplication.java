package throughline.web;

import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import throughline.web.security.ServiceChains;

/** The smallest service there can be, to see what the frame does around it. */
@SpringBootConfiguration
@EnableAutoConfiguration
class WebTestApplication {

    @Bean
    @Order(100)
    SecurityFilterChain testSecurity(HttpSecurity http, ServiceChains chains) throws Exception {
        return chains.of(
                http,
                List.of("/open/**", "/staff/**", "/api/test/**", "/api/open/**"),
                List.of("/open/**", "/api/open/**"));
    }
}
