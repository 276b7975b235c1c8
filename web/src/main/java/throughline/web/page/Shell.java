package throughline.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import throughline.service.PracticeSettings;
import throughline.web.security.Staff;

/** What the frame around every page shows: the practice's name, and to staff who they are. Templates say {@code @shell}. */
@Component("shell")
public class Shell {

    private final PracticeSettings practice;

    Shell(PracticeSettings practice) {
        this.practice = practice;
    }

    public String practice() {
        return practice.practice();
    }

    /** Whether a path answers programs: problem documents instead of pages. */
    public static boolean isForPrograms(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/")
                || path.startsWith("/dev/")
                || path.startsWith("/internal/")
                || path.startsWith("/health")
                || path.equals("/metrics");
    }

    /** Whether a path is for staff, so that someone without leave is asked to sign in. */
    public static boolean isForStaff(String path) {
        return path.startsWith("/staff") || path.startsWith("/api/") || path.startsWith("/internal/");
    }

    /** Who is signed in, if anyone. */
    public static Optional<Staff> staff() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Staff staff
                ? Optional.of(staff)
                : Optional.empty();
    }

    /** Puts the badge of the bar on every page for staff. */
    @ControllerAdvice
    static final class Bar {

        private final Optional<StaffBadge> badge;

        Bar(Optional<StaffBadge> badge) {
            this.badge = badge;
        }

        @ModelAttribute
        void add(HttpServletRequest request, Model model) {
            if (request.getRequestURI().startsWith("/staff") && staff().isPresent()) {
                badge.map(StaffBadge::now).ifPresent(shown -> model.addAttribute("bar", shown));
            }
        }
    }
}
