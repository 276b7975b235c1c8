package throughline.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import throughline.aggregate.TooBusy;
import throughline.outbox.OutboxFull;
import throughline.web.page.Shell;

/**
 * Turns whatever a controller throws into an answer: a problem document for programs, a page for people. What nobody foresaw
 * is logged with its number, and only the number is shown.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final MessageSource texts;
    private final IncidentNumbers numbers;

    Problems(MessageSource texts, IncidentNumbers numbers) {
        this.texts = texts;
        this.numbers = numbers;
    }

    @ExceptionHandler
    Object on(Problem problem, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        return answer(problem, request, response, locale);
    }

    @ExceptionHandler
    Object on(TooBusy busy, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        return answer(
                Problem.of(HttpStatus.CONFLICT, "BUSY", text("web.problem.busy", locale))
                        .retryAfter(Duration.ofSeconds(1)),
                request,
                response,
                locale);
    }

    @ExceptionHandler
    Object on(OutboxFull full, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        log.warn("A change is refused because earlier ones are not published yet: {}", full.getMessage());
        return answer(
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "BACKLOG", text("web.problem.backlog", locale))
                        .retryAfter(Duration.ofSeconds(10)),
                request,
                response,
                locale);
    }

    @ExceptionHandler
    Object on(
            HttpMessageNotReadableException unreadable,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        for (@Nullable Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return answer(
                        Problem.of(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", text("web.problem.tooLarge", locale)),
                        request,
                        response,
                        locale);
            }
        }
        return answer(
                Problem.of(HttpStatus.BAD_REQUEST, "MALFORMED", text("web.problem.malformed", locale)),
                request,
                response,
                locale);
    }

    @ExceptionHandler
    Object on(BodyTooLarge tooLarge, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        return answer(
                Problem.of(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", text("web.problem.tooLarge", locale)),
                request,
                response,
                locale);
    }

    /** Everything else: Spring's own refusals keep their status, the rest is our fault. */
    @ExceptionHandler
    Object on(Exception failure, HttpServletRequest request, HttpServletResponse response, Locale locale)
            throws Exception {
        if (failure instanceof org.springframework.security.access.AccessDeniedException
                || failure instanceof org.springframework.security.core.AuthenticationException) {
            throw failure;
        }
        if (failure instanceof ErrorResponse refusal) {
            HttpStatus status = HttpStatus.valueOf(refusal.getStatusCode().value());
            return answer(
                    Problem.of(
                            status,
                            codeOf(status),
                            text(
                                    status == HttpStatus.NOT_FOUND ? "web.problem.notFound" : "web.problem.malformed",
                                    locale)),
                    request,
                    response,
                    locale);
        }
        String number = numbers.next();
        log.error("Incident {}: a request to {} failed on our side.", number, request.getRequestURI(), failure);
        return answer(
                Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "FAILED", text("web.problem.failed", locale))
                        .with("incident", number),
                request,
                response,
                locale);
    }

    private static String codeOf(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "NOT_FOUND";
            case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
            case UNSUPPORTED_MEDIA_TYPE -> "UNSUPPORTED_MEDIA_TYPE";
            case NOT_ACCEPTABLE -> "NOT_ACCEPTABLE";
            default -> "MALFORMED";
        };
    }

    private String text(String key, Locale locale) {
        return texts.getMessage(key, null, locale);
    }

    private Object answer(Problem problem, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        if (Shell.isForPrograms(request)) {
            ProblemDetail document = ProblemDetail.forStatusAndDetail(problem.status(), problem.detail());
            document.setType(URI.create("about:blank"));
            document.setInstance(URI.create(request.getRequestURI()));
            document.setProperty("code", problem.code());
            problem.properties().forEach(document::setProperty);
            return ResponseEntity.status(problem.status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(document);
        }
        return ErrorPage.of(problem, texts, locale);
    }
}
