package throughline.web.page;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import throughline.event.Correlation;

/** Begins a chain with every request: what it logs, and every event that follows from it, carries this id. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestChain extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Correlation _ = Correlation.of(UuidCreator.getTimeOrderedEpoch().toString())) {
            chain.doFilter(request, response);
        }
    }
}
