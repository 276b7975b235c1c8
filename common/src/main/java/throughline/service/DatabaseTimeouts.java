package throughline.service;

import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How long the database may take. The driver would wait for ever on a stopped server; a restart after a kill takes up to 2.7 s
 * and a stall of 3 s was seen (measured), so less than 5 s would fail needlessly.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseTimeouts {

    @Bean
    MongoClientSettingsBuilderCustomizer databaseTimeouts() {
        return settings -> settings.applyToClusterSettings(c -> c.serverSelectionTimeout(10, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        s -> s.connectTimeout(5, TimeUnit.SECONDS).readTimeout(15, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(p -> p.maxSize(100).maxWaitTime(10, TimeUnit.SECONDS));
    }
}
