package throughline.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import throughline.web.page.Shell;
import throughline.web.problem.Problem;

/**
 * What someone without leave gets: a person is sent to the sign-in page and back afterwards, a program gets 401 or 403, and a
 * path that belongs to nobody does not exist.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final HandlerExceptionResolver answers;
    private final ViewResolver views;
    private final MessageSource texts;

    Refusals(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers,
            @Qualifier("thymeleafViewResolver") ViewResolver views,
            MessageSource texts) {
        this.answers = answers;
        this.views = views;
        this.texts = texts;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notSignedIn)
            throws IOException {
        refuse(request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        refuse(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        boolean signedIn = SecurityContextHolder.getContext().getAuthentication() != null
                && SecurityContextHolder.getContext().getAuthentication().getPrincipal() instanceof Staff;
        if (!Shell.isForStaff(path)) {
            boolean unsafe =
                    !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
            boolean ownForm = signedIn || path.startsWith("/sign-"); // its token was missing or old
            answer(request, response, unsafe && ownForm ? stale(request) : notFound(request));
        } else if (signedIn) {
            answer(request, response, stale(request));
        } else if (Shell.isForPrograms(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            answer(
                    request,
                    response,
                    Problem.of(HttpStatus.UNAUTHORIZED, "SIGN_IN_NEEDED", text("web.problem.signIn", request)));
        } else {
            String back = request.getMethod().equals("GET") ? path : "/staff/today";
            response.sendRedirect("/sign-in?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
        }
    }

    private Problem notFound(HttpServletRequest request) {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", text("web.problem.notFound", request));
    }

    private Problem stale(HttpServletRequest request) {
        return Problem.of(HttpStatus.FORBIDDEN, "FORBIDDEN", text("web.problem.forbidden", request));
    }

    private String text(String key, HttpServletRequest request) {
        Locale locale = request.getLocale();
        return texts.getMessage(key, null, locale);
    }

    /** A filter has no dispatcher behind it that would render a page: what is no document yet is rendered here. */
    private void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        ModelAndView page = answers.resolveException(request, response, null, problem);
        if (page == null || page.getViewName() == null) {
            return;
        }
        response.setStatus(problem.status().value());
        try {
            View view = views.resolveViewName(page.getViewName(), request.getLocale());
            if (view != null) {
                view.render(page.getModel(), request, response);
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the page for a refusal cannot be rendered", e);
        }
    }
}
