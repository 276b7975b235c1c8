package throughline.dashboard;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Starts dashboard-service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(DashboardService.class)
public class DashboardMain {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(DashboardMain.class)
                .properties("spring.application.name=dashboard-service")
                .run(arguments);
    }
}
