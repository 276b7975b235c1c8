package throughline.aggregate;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.convert.ConfigurableTypeInformationMapper;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import throughline.outbox.OutboxFactory;

/** How states become documents and back. */
@Configuration(proxyBeanMethods = false)
public class AggregateConfiguration {

    @Bean
    MongoCustomConversions mongoCustomConversions() {
        return new MongoCustomConversions(StateConversions.all());
    }

    @Bean
    MappingMongoConverter mappingMongoConverter(
            MongoCustomConversions conversions, MongoMappingContext context, ObjectProvider<StateTypes> types) {
        Map<Class<?>, String> names = new HashMap<>();
        types.forEach(t -> names.putAll(t.names()));
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.setMapKeyDotReplacement("\uFF0E");
        converter.setTypeMapper(
                new DefaultMongoTypeMapper("type", List.of(new ConfigurableTypeInformationMapper(names))));
        return converter;
    }

    @Bean
    AggregateFactory aggregateFactory(
            MongoDatabaseFactory database, MongoConverter converter, OutboxFactory outboxes, Clock clock) {
        return new AggregateFactory(database, converter, outboxes, clock);
    }
}
