package throughline.content;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** content-service as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ContentService.class)
public class ContentMain {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(ContentMain.class);
        application.setDefaultProperties(Map.of("spring.application.name", "content-service"));
        application.run(args);
    }
}
