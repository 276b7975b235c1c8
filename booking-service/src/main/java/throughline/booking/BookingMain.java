package throughline.booking;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Starts booking-service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BookingService.class)
public class BookingMain {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BookingMain.class)
                .properties("spring.application.name=booking-service")
                .run(arguments);
    }
}
