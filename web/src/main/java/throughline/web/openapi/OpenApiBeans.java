package throughline.web.openapi;

import io.swagger.v3.oas.models.media.StringSchema;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.contract.ArticleId;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;
import throughline.contract.PractitionerId;
import throughline.contract.SubscriberId;
import tools.jackson.databind.JsonNode;

/** One description per service; what stands in JSON as text is described as text. */
@Configuration(proxyBeanMethods = false)
class OpenApiBeans {

    static {
        SpringDocUtils types = SpringDocUtils.getConfig();
        for (Class<?> text : List.of(
                ZoneId.class,
                Duration.class,
                Period.class,
                LocalTime.class,
                ArticleId.class,
                CallId.class,
                ClientId.class,
                DeliveryId.class,
                EnrollmentId.class,
                PractitionerId.class,
                SubscriberId.class)) {
            types.replaceWithSchema(text, new StringSchema());
        }
        types.replaceWithClass(JsonNode.class, Object.class);
    }

    @Bean
    GroupedOpenApi bookingOpenApi() {
        return group("booking");
    }

    @Bean
    GroupedOpenApi contentOpenApi() {
        return group("content");
    }

    @Bean
    GroupedOpenApi notificationOpenApi() {
        return group("notification");
    }

    @Bean
    GroupedOpenApi dashboardOpenApi() {
        return group("dashboard");
    }

    private static GroupedOpenApi group(String service) {
        return GroupedOpenApi.builder()
                .group(service)
                .pathsToMatch("/api/" + service + "/v1/**")
                .build();
    }
}
