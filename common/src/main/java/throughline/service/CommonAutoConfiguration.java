package throughline.service;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.context.annotation.Import;
import throughline.aggregate.AggregateConfiguration;
import throughline.clock.ClockConfiguration;
import throughline.inbox.InboxConfiguration;
import throughline.outbox.OutboxConfiguration;

/** What every process has: clock, aggregates, relay and inbox. */
@AutoConfiguration(before = DataMongoAutoConfiguration.class)
@EnableConfigurationProperties(PracticeSettings.class)
@Import({
    DatabaseTimeouts.class,
    ClockConfiguration.class,
    AggregateConfiguration.class,
    OutboxConfiguration.class,
    InboxConfiguration.class
})
public class CommonAutoConfiguration {}
