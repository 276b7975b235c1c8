package throughline.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.clock.MachineTime;
import throughline.event.EventJson;
import throughline.event.EventRecords;
import throughline.event.Topics;

/** The publishing side of a process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Topics.class)
public class OutboxConfiguration {

    @Bean
    EventJson eventJson() {
        return new EventJson();
    }

    @Bean
    EventRecords eventRecords(EventJson json, Topics topics) {
        return new EventRecords(json, topics);
    }

    @Bean
    Relay relay(KafkaTemplate<String, byte[]> kafka, EventRecords records, MachineTime machine, MeterRegistry meters) {
        return new Relay(kafka, records, machine, meters);
    }

    @Bean
    OutboxFactory outboxFactory(EventJson json, Clock clock, MachineTime machine, Relay relay) {
        return new OutboxFactory(json, clock, machine, relay);
    }
}
