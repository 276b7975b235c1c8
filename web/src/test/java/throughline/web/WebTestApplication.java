package throughline.web;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import java.util.List;
import java.util.Map;
import throughline.web.security.ServiceChains;

/** The smallest service there can be, to see what the frame does around it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(WebTestApplication.Pages.class)
class WebTestApplication {

    @Bean
    @Order(100)
    SecurityFilterChain testSecurity(HttpSecurity http, ServiceChains chains) throws Exception {
        return chains.of(
                http,
                List.of("/open/**", "/staff/**", "/api/test/**", "/api/open/**"),
                List.of("/open/**", "/api/open/**"));
    }

    @Controller
    static class Pages {

        record Body(String name) {}

        @GetMapping("/open/fails")
        @ResponseBody
        String fails() {
            throw new IllegalStateException("on purpose");
        }

        @GetMapping("/staff/page")
        @ResponseBody
        String staff() {
            return "staff only";
        }

        @PostMapping("/staff/page")
        @ResponseBody
        String change() {
            return "changed";
        }

        @PostMapping("/api/open/echo")
        @ResponseBody
        Map<String, String> echo(@RequestBody Body body) {
            return Map.of("name", body.name());
        }

        @GetMapping("/api/test/secret")
        @ResponseBody
        Map<String, String> secret() {
            return Map.of("secret", "yes");
        }
    }
}
