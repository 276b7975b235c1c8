package throughline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import throughline.aggregate.StateTypes;
import throughline.inbox.RecordingHandler;

/** A process with nothing but what all processes have, and one handler that does as a test tells it. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class CommonTestApplication {

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    RecordingHandler recordingHandler() {
        return new RecordingHandler();
    }

    @Bean
    StateTypes stateTypes() {
        return new StateTypes(java.util.Map.of(
                throughline.aggregate.Sketch.Phone.class, "phone", throughline.aggregate.Sketch.Room.class, "room"));
    }
}
