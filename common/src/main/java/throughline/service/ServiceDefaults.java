package throughline.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Reads the defaults that each module brings in {@code META-INF/throughline/<module>.yml}, below everything else, and then
 * refuses a configuration that makes no sense. Of several {@code application.yml} on one class path only one would be
 * read; these are all read.
 */
final class ServiceDefaults implements EnvironmentPostProcessor {

    private static final Pattern WITHOUT_DATABASE = Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)/?(\\?.*)?");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        YamlPropertySourceLoader loader = new YamlPropertySourceLoader();
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/throughline/*.yml");
            for (Resource file : Stream.of(files)
                    .sorted(Comparator.comparing(f -> String.valueOf(f.getFilename())))
                    .toList()) {
                loader.load("defaults of " + file.getFilename(), file)
                        .forEach(environment.getPropertySources()::addLast);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ConfigurationCheck.of(environment).run();
        nameDatabase(environment);
    }

    /** A connection string without a database means the one called {@code throughline}. */
    private static void nameDatabase(ConfigurableEnvironment environment) {
        String uri = environment.getProperty("spring.mongodb.uri", "");
        Matcher parts = WITHOUT_DATABASE.matcher(uri);
        if (parts.matches()) {
            String options = parts.group(2) == null ? "" : parts.group(2);
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "database of the connection string",
                            Map.of("spring.mongodb.uri", parts.group(1) + "/throughline" + options)));
        }
    }
}
