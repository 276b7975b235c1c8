package throughline.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import throughline.booking.BookingService;
import throughline.content.ContentService;
import throughline.dashboard.DashboardService;
import throughline.notification.NotificationService;

/** Starts the four services in one process. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BookingService.class, ContentService.class, NotificationService.class, DashboardService.class})
public class Standalone {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Standalone.class)
                .properties("spring.application.name=throughline")
                .run(arguments);
    }
}
