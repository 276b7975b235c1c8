package throughline.dashboard.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.aggregate.Stored;
import throughline.contract.dashboard.StaffSignedIn;
import throughline.dashboard.session.SessionCookie;
import throughline.dashboard.session.Sessions;
import throughline.web.limit.ClientAddress;
import throughline.web.limit.RequestLimits;
import throughline.web.security.Staff;

/**
 * The sign-in page. An unknown address and a wrong password get the same answer after the same work, and both count against the
 * address they come from and the account they try; a sign-in that succeeds does not count.
 */
@Controller
class SignInController {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final String FROM = "sign-in from";
    private static final String AT = "sign-in at";
    private static final int FROM_ONE_ADDRESS = 10;
    private static final int AT_ONE_ACCOUNT = 20;

    private final Accounts accounts;
    private final Passwords passwords;
    private final FirstSignIn first;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final RequestLimits limits;
    private final ClientAddress addresses;

    SignInController(
            Accounts accounts,
            Passwords passwords,
            FirstSignIn first,
            Sessions sessions,
            SessionCookie cookie,
            RequestLimits limits,
            ClientAddress addresses) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.first = first;
        this.sessions = sessions;
        this.cookie = cookie;
        this.limits = limits;
        this.addresses = addresses;
    }

    /** What the sign-in page shows; {@code problem} is the end of a message key, or empty. */
    record SignInPage(String problem, String email, String to, boolean unclaimed) {}

    /** What the page behind the one-time link shows. */
    record FirstPage(String problem, String email, String first) {}

    @GetMapping("/sign-in")
    ModelAndView page(
            @RequestParam(defaultValue = "") String to, @RequestParam(name = "first", defaultValue = "") String token) {
        if (first.opens(token)) {
            return firstPage("", "", token);
        }
        return signInPage(token.isEmpty() ? "" : "used", "", to);
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean remember,
            @RequestParam(defaultValue = "") String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Duration> wait = tooMany(request, username);
        if (wait.isPresent()) {
            return later(response, wait.get(), signInPage("tooMany", username, to));
        }
        Optional<Stored<Account>> account = accounts.byEmail(username);
        String hash = account.map(a -> a.state().passwordHash()).orElse(null);
        if (password.length() > Passwords.LONGEST * 2 || !passwords.matches(password, hash) || account.isEmpty()) {
            ModelAndView page = signInPage("noMatch", username, to);
            page.setStatus(HttpStatus.UNAUTHORIZED);
            return page;
        }
        Staff staff = new Staff(
                account.get().id(),
                account.get().state().name(),
                account.get().state().role());
        limits.giveBack(FROM, addresses.of(request));
        limits.giveBack(AT, shortened(username));
        accounts.record(staff, new StaffSignedIn(staff.id(), "password"));
        return enter(staff, remember, to, request, response);
    }

    /** Works once: whoever holds the link chooses the owner's e-mail and password. */
    @PostMapping("/sign-in/first")
    ModelAndView first(
            @RequestParam(name = "first", defaultValue = "") String token,
            @RequestParam(name = "username", defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Duration> wait = limits.refuse("first-sign-in", addresses.of(request), FROM_ONE_ADDRESS, QUARTER);
        if (wait.isPresent()) {
            return later(response, wait.get(), firstPage("tooMany", email, token));
        }
        if (!first.opens(token)) {
            return signInPage("used", "", "");
        }
        Optional<String> problem = Emails.isOne(email)
                ? Passwords.weakness(password, email).map(w -> w.name().toLowerCase(Locale.ROOT))
                : Optional.of("email");
        if (problem.isPresent()) {
            ModelAndView page = firstPage(problem.get(), email, token);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        return accounts.claimOwner(email, passwords.hash(password))
                .map(owner -> enter(owner, false, "", request, response))
                .orElseGet(() -> signInPage("used", "", ""));
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        cookie.token(request).ifPresent(sessions::close);
        cookie.takeAway(response);
        return "redirect:/sign-in";
    }

    private Optional<Duration> tooMany(HttpServletRequest request, String email) {
        return limits.refuse(FROM, addresses.of(request), FROM_ONE_ADDRESS, QUARTER)
                .or(() -> limits.refuse(AT, shortened(email), AT_ONE_ACCOUNT, QUARTER));
    }

    private static String shortened(String email) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        return address.substring(0, Math.min(address.length(), 254));
    }

    /** A new token with every sign-in: one that was planted before is worth nothing afterwards. */
    private ModelAndView enter(
            Staff staff, boolean remember, String to, HttpServletRequest request, HttpServletResponse response) {
        cookie.token(request).ifPresent(sessions::close);
        cookie.give(response, sessions.open(staff.id(), remember));
        return new ModelAndView("redirect:" + LocalPath.orToday(to));
    }

    private static ModelAndView later(HttpServletResponse response, Duration wait, ModelAndView page) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        return page;
    }

    private ModelAndView signInPage(String problem, String email, String to) {
        return new ModelAndView("dashboard/sign-in")
                .addObject("shown", new SignInPage(problem, email, to, !accounts.ownerHasPassword()));
    }

    private static ModelAndView firstPage(String problem, String email, String token) {
        return new ModelAndView("dashboard/first-sign-in").addObject("shown", new FirstPage(problem, email, token));
    }
}
