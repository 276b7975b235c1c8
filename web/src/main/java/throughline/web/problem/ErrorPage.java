package throughline.web.problem;

import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** What a person sees instead of a problem document: what happened, what it means, what to do. */
final class ErrorPage {

    private ErrorPage() {}

    /** @param incident the number to quote, or empty */
    record Shown(String heading, String detail, boolean lost, String incident) {}

    static ModelAndView of(Problem problem, MessageSource texts, Locale locale) {
        boolean lost = problem.status() == HttpStatus.NOT_FOUND || problem.status() == HttpStatus.GONE;
        String heading = lost
                ? texts.getMessage("web.error.lost", null, locale)
                : problem.status().is5xxServerError()
                        ? texts.getMessage("web.error.failed", null, locale)
                        : texts.getMessage("web.error.refused", null, locale);
        Object incident = problem.properties().getOrDefault("incident", "");
        ModelAndView page = new ModelAndView(
                "web/error", Map.of("shown", new Shown(heading, problem.detail(), lost, incident.toString())));
        page.setStatus(problem.status());
        return page;
    }
}
