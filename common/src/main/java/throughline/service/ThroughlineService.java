package throughline.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * Marks the one entry of a service. Everything in its package and below becomes part of the context, under full class
 * names, so that four services fit into one context. The class with {@code main} stands beside the entry and imports it;
 * {@code @Bean} methods carry the service's name in theirs ({@code bookingSecurity}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = {
            @Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class),
            @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class)
        })
@ConfigurationPropertiesScan
public @interface ThroughlineService {}
