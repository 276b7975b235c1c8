package throughline.booking.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Whoever tries out links is slowed down; looking at one is free, so that mail scanners use up nobody's share. */
@Configuration(proxyBeanMethods = false)
class ManageLimit implements WebMvcConfigurer, HandlerInterceptor {

    private final PostLimit limit;

    ManageLimit(PostLimit limit) {
        this.limit = limit;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/calls/**", "/api/booking/v1/manage/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.POST.matches(request.getMethod())) {
            limit.manage(request);
        }
        return true;
    }
}
