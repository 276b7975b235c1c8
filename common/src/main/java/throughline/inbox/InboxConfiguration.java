package throughline.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import throughline.clock.MachineTime;
import throughline.contract.Event;
import throughline.event.EventRecords;
import throughline.event.Topics;
import throughline.outbox.Durable;

/** The reading side of a process. */
@Configuration(proxyBeanMethods = false)
public class InboxConfiguration {

    @Bean
    Broker broker(KafkaProperties kafka) {
        Map<String, Object> settings = kafka.buildAdminProperties();
        settings.put("default.api.timeout.ms", 8000);
        settings.put("request.timeout.ms", 4000);
        return new Broker(settings);
    }

    @Bean
    ConsumerLag consumerLag(Broker broker) {
        return new ConsumerLag(broker);
    }

    @Bean
    DeadLetterStore deadLetterStore(MongoDatabaseFactory database) {
        return new DeadLetterStore(Durable.collection(database.getMongoDatabase(), "inbox.dead_letters"));
    }

    @Bean
    ErasedLetters erasedLetters(DeadLetterStore letters) {
        return new ErasedLetters(letters);
    }

    @Bean
    Inbox inbox(
            ObjectProvider<EventHandler<? extends Event>> handlers,
            ConsumerFactory<String, byte[]> consumers,
            KafkaTemplate<String, byte[]> kafka,
            DeadLetterStore letters,
            Topics topics,
            Broker broker,
            EventRecords records,
            ConsumerLag lag,
            MachineTime machine,
            MeterRegistry meters) {
        SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("inbox-resume-");
        List<EventHandler<? extends Event>> all = handlers.orderedStream().toList();
        return new Inbox(
                all,
                consumers,
                topics,
                new TopicsReady(broker, topics),
                records,
                letters,
                new DeadLetterTopic(kafka, topics),
                lag,
                machine,
                scheduler,
                meters);
    }
}
