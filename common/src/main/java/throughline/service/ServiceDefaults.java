package throughline.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Reads the defaults that each module brings in {@code META-INF/throughline/<module>.yml}, below everything else, and then
 * refuses a configuration that makes no sense. Of several {@code application.yml} on one class path only one would be
 * read; these are all read.
 */
final class ServiceDefaults implements EnvironmentPostProcessor {

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
    }
}
