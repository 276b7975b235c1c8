package throughline.notification.relay;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.clock.MachineTime;
import throughline.notification.policy.MailPolicies;
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
    SendingLimits.Source notificationLimits(MailPolicies policies) {
        return () -> {
            var policy = policies.current();
            return new SendingLimits(
                    policy.relay().perMinute(),
                    policy.relay().burst(),
                    policy.perDomain().perMinute(),
                    policy.intentBlock());
        };
    }

    @Bean
    Rates notificationRates(MongoDatabaseFactory database, SendingLimits.Source limits, MachineTime machine) {
        return new Rates(Durable.collection(database.getMongoDatabase(), "notification.rates"), limits, machine);
    }
}
