package throughline.dashboard.account;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.contract.dashboard.StaffActionTaken;
import throughline.dashboard.session.SessionCookie;
import throughline.dashboard.session.Sessions;
import throughline.web.limit.RequestLimits;
import throughline.web.security.Staff;

/** One's own account: another password, and signing out everywhere. */
@Controller
class AccountController {

    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final RequestLimits limits;

    AccountController(
            Accounts accounts, Passwords passwords, Sessions sessions, SessionCookie cookie, RequestLimits limits) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookie = cookie;
        this.limits = limits;
    }

    /** {@code problem} is the end of a message key, or empty. */
    record AccountPage(String name, String email, String problem, boolean changed) {}

    @GetMapping("/staff/account")
    ModelAndView account(@AuthenticationPrincipal Staff staff, @RequestParam(defaultValue = "") String changed) {
        return page(staff, "", !changed.isEmpty());
    }

    /** Every other device is signed out, this one goes on with a new token. */
    @PostMapping("/staff/account/password")
    ModelAndView changePassword(
            @AuthenticationPrincipal Staff staff,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            HttpServletResponse response) {
        Optional<Account> account = accounts.account(staff.id());
        String email = account.map(Account::email).orElse("");
        Optional<String> problem = limits.refuse("password of", staff.id(), 10, Duration.ofMinutes(15))
                .map(wait -> "tooMany")
                .or(() -> passwords.matches(
                                current, account.map(Account::passwordHash).orElse(null))
                        ? Optional.empty()
                        : Optional.of("current"))
                .or(() -> Passwords.weakness(password, email).map(w -> w.name().toLowerCase(Locale.ROOT)));
        if (problem.isPresent()) {
            ModelAndView page = page(staff, problem.get(), false);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        accounts.changePassword(
                staff.id(),
                passwords.hash(password),
                new StaffActionTaken(staff.id(), "password-changed", staff.id(), null, null));
        sessions.closeAll(staff.id());
        cookie.give(response, sessions.open(staff.id(), false));
        return new ModelAndView("redirect:/staff/account?changed=1");
    }

    @PostMapping("/staff/account/sign-out-everywhere")
    String signOutEverywhere(@AuthenticationPrincipal Staff staff, HttpServletResponse response) {
        accounts.record(staff, new StaffActionTaken(staff.id(), "signed-out-everywhere", staff.id(), null, null));
        sessions.closeAll(staff.id());
        cookie.takeAway(response);
        return "redirect:/sign-in";
    }

    private ModelAndView page(Staff staff, String problem, boolean changed) {
        String email = accounts.account(staff.id()).map(Account::email).orElse("");
        return new ModelAndView("dashboard/account")
                .addObject("shown", new AccountPage(staff.name(), email, problem, changed));
    }
}
