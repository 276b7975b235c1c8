package throughline.content.calltoaction;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells people from programs that only look ahead, as far as programs say so themselves. */
final class Visitors {

    private static final Pattern PROGRAM = Pattern.compile(
            "bot\\b|bot[/;]|crawl|spider|preview|prerender|facebookexternalhit|whatsapp|slurp|embedly|scanner|"
                    + "monitor|headlesschrome|safelinks|urlscan|feedfetcher|python-requests|go-http-client");

    private Visitors() {}

    /** Whether following a link may be counted: a GET that no browser or mail program made ahead of its reader. */
    static boolean isPerson(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && !ahead(request.getHeader("Sec-Purpose"))
                && !ahead(request.getHeader("Purpose"))
                && !ahead(request.getHeader("X-Purpose"))
                && !ahead(request.getHeader("X-Moz"))
                && !program(request.getHeader("User-Agent"));
    }

    private static boolean ahead(@Nullable String purpose) {
        return purpose != null && purpose.toLowerCase(Locale.ROOT).matches(".*(prefetch|preview|prerender).*");
    }

    private static boolean program(@Nullable String agent) {
        return agent != null && PROGRAM.matcher(agent.toLowerCase(Locale.ROOT)).find();
    }
}
