package throughline.inbox;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.event.Topics;

/** Keeps a record beside its topic: the original bytes and headers, and the cause. */
final class DeadLetterTopic {

    private final KafkaTemplate<String, byte[]> kafka;
    private final Topics topics;

    DeadLetterTopic(KafkaTemplate<String, byte[]> kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /** Returns when the broker has it; a broker that is down is an infrastructure failure. */
    void keep(ConsumerRecord<String, byte[]> record, Throwable cause) {
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(
                topics.deadLettersOf(record.topic()),
                record.partition(),
                record.key(),
                record.value(),
                record.headers());
        copy.headers()
                .add("throughline_cause", String.valueOf(cause.getMessage()).getBytes(StandardCharsets.UTF_8));
        copy.headers().add("throughline_offset", Long.toString(record.offset()).getBytes(StandardCharsets.UTF_8));
        try {
            kafka.send(copy).get(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keeping a dead letter", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("the dead-letter topic did not answer", e);
        }
    }
}
