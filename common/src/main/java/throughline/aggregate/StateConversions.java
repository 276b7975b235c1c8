package throughline.aggregate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import throughline.contract.ArticleId;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;
import throughline.contract.Id;
import throughline.contract.PractitionerId;
import throughline.contract.SubscriberId;

/**
 * How values lie in documents: ids and wall times as plain strings. Without these a wall time would become an instant of the
 * server's zone, and an id a document of its own.
 */
final class StateConversions {

    private static final Map<Class<?>, Function<String, Object>> FROM_TEXT = Map.ofEntries(
            Map.entry(CallId.class, CallId::new),
            Map.entry(ClientId.class, ClientId::new),
            Map.entry(PractitionerId.class, PractitionerId::new),
            Map.entry(ArticleId.class, ArticleId::new),
            Map.entry(SubscriberId.class, SubscriberId::new),
            Map.entry(EnrollmentId.class, EnrollmentId::new),
            Map.entry(DeliveryId.class, DeliveryId::new),
            Map.entry(LocalTime.class, LocalTime::parse),
            Map.entry(LocalDate.class, LocalDate::parse),
            Map.entry(LocalDateTime.class, LocalDateTime::parse));

    private StateConversions() {}

    static List<Object> all() {
        return List.of(new ToText(), new FromText());
    }

    @WritingConverter
    private static final class ToText implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            Set<ConvertiblePair> pairs = new LinkedHashSet<>();
            FROM_TEXT.keySet().forEach(type -> pairs.add(new ConvertiblePair(type, String.class)));
            return Collections.unmodifiableSet(pairs);
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
            return source instanceof Id id ? id.value() : source == null ? null : source.toString();
        }
    }

    @ReadingConverter
    private static final class FromText implements ConditionalGenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            Set<ConvertiblePair> pairs = new LinkedHashSet<>();
            FROM_TEXT.keySet().forEach(type -> pairs.add(new ConvertiblePair(String.class, type)));
            return Collections.unmodifiableSet(pairs);
        }

        @Override
        public boolean matches(TypeDescriptor sourceType, TypeDescriptor targetType) {
            return FROM_TEXT.containsKey(targetType.getType());
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
            Function<String, Object> parse = FROM_TEXT.get(targetType.getType());
            return source == null || parse == null ? null : parse.apply((String) source);
        }
    }
}
