package throughline.event;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * One topic per publisher, each with a dead-letter topic beside it.
 *
 * @param prefix goes before every name; only tests set it
 * @param partitions of each topic; 12 in production
 * @param replication of each topic; 1 on a single broker
 */
@ConfigurationProperties("throughline.topics")
public record Topics(String prefix, int partitions, short replication) {

    private static final List<String> PUBLISHERS = List.of("booking", "content", "notification", "dashboard");

    /** {@code booking.events} for {@code booking}. */
    public String of(String publisher) {
        return prefix + publisher + ".events";
    }

    /** Where records nobody can read are kept. */
    public String deadLettersOf(String topic) {
        return topic + "-dlt";
    }

    /** A consumer group's name, set apart between tests that share a broker. */
    public String group(String name) {
        return prefix + name;
    }

    /** Every topic of the system, dead-letter topics included. */
    public List<String> all() {
        return PUBLISHERS.stream()
                .map(this::of)
                .flatMap(t -> List.of(t, deadLettersOf(t)).stream())
                .toList();
    }
}
