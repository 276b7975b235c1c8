package throughline.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Notification-service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(NotificationService.class)
public class NotificationMain {

    public static void main(String[] args) {
        SpringApplication.run(NotificationMain.class, args);
    }
}
