package throughline.web.page;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the one script there is, from its WebJar, under an address without a version. */
@Configuration(proxyBeanMethods = false)
class HtmxResource implements WebMvcConfigurer {

    private static final String VERSION = "2.0.8";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/web/htmx/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/htmx.org/" + VERSION + "/dist/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)));
    }
}
