package throughline.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The content policy, and who may show a page in a frame: the booking pages made for frames, below {@code /embed}, may be shown
 * by the listed origins; every other page by nobody, which old browsers are told in their own header. A response that has a
 * policy of its own keeps it.
 */
final class Frames implements HeaderWriter {

    private static final String CSP = "Content-Security-Policy";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; font-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors ";

    private final String listed;

    Frames(String listed) {
        this.listed = listed;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (response.containsHeader(CSP)) {
            return;
        }
        String path = request.getRequestURI();
        boolean framed = !listed.isEmpty() && (path.equals("/embed") || path.startsWith("/embed/"));
        response.setHeader(CSP, POLICY + (framed ? listed : "'none'"));
        if (!framed) {
            response.setHeader("X-Frame-Options", "DENY");
        }
    }
}
