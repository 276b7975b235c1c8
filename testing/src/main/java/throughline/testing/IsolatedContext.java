package throughline.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Puts the addresses of the servers and the names of the test class before all other properties of a
 * {@code @SpringBootTest}. What the test itself states in {@code properties = …} wins.
 */
record IsolatedContext(Isolation isolation) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        var sources = context.getEnvironment().getPropertySources();
        var stated = sources.get("Inlined Test Properties");
        Map<String, Object> ours = isolation.properties().entrySet().stream()
                .filter(entry -> stated == null || !stated.containsProperty(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        sources.addFirst(new MapPropertySource("throughline test", ours));
    }

    static final class Factory implements ContextCustomizerFactory {

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            return TestContextAnnotationUtils.hasAnnotation(testClass, SpringBootTest.class)
                    ? new IsolatedContext(Isolation.of(testClass))
                    : null;
        }
    }
}
