package throughline.content;

import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import throughline.web.Texts;
import throughline.web.problem.LargerBodies;
import throughline.web.security.ServiceChains;

/** What content-service brings to the frame: its texts, its paths, and entity tags on what the public reads. */
@Configuration(proxyBeanMethods = false)
class ContentConfiguration {

    /** More than an article may have, so that its own limit has the word. */
    private static final long ARTICLE = 1024 * 1024;

    private static final List<String> OPEN =
            List.of("/", "/articles/**", "/feed.xml", "/rss.xml", "/sitemap.xml", "/go/**");
    private static final List<String> PATHS = List.of(
            "/",
            "/articles/**",
            "/feed.xml",
            "/rss.xml",
            "/sitemap.xml",
            "/go/**",
            "/api/content/**",
            "/staff/articles/**");

    @Bean
    Texts contentTexts() {
        return new Texts("content/messages");
    }

    @Bean
    LargerBodies articleBodies() {
        return new LargerBodies(Map.of("/api/content", ARTICLE, "/staff/articles", ARTICLE));
    }

    @Bean
    @Order(100)
    SecurityFilterChain contentSecurity(HttpSecurity http, ServiceChains chains) throws Exception {
        return chains.of(http, PATHS, OPEN);
    }

    /** A tag made of the bytes themselves: right whatever the page depends on, also after an update of the program. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> contentEntityTags() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> tags =
                new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        tags.setName("contentEntityTags");
        tags.setUrlPatterns(List.of("", "/articles", "/articles/*", "/feed.xml", "/rss.xml", "/sitemap.xml"));
        return tags;
    }
}
