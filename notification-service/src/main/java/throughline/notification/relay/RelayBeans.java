package throughline.notification.relay;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.clock.MachineTime;
import throughline.notification.transport.FallbackRelay;
import throughline.notification.transport.SmtpSettings;
import throughline.outbox.Durable;

/** The relays of this installation, and what is known about them. */
@Configuration(proxyBeanMethods = false)
class RelayBeans {

    @Bean
    Breakers notificationBreakers(MongoDatabaseFactory database, Clock clock, MachineTime machine) {
        return new Breakers(Durable.collection(database.getMongoDatabase(), "notification.breakers"), clock, machine);
    }

    @Bean
    Relays notificationRelays(SmtpSettings first, FallbackRelay second, Breakers breakers) {
        return new Relays(first, second, breakers);
    }

    @Bean
    SendingLimits.Source notificationLimits(SendingLimits configured) {
        return () -> configured;
    }

    @Bean
    Rates notificationRates(MongoDatabaseFactory database, SendingLimits.Source limits, MachineTime machine) {
        return new Rates(Durable.collection(database.getMongoDatabase(), "notification.rates"), limits, machine);
    }
}
