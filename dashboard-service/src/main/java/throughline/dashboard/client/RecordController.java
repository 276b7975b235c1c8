package throughline.dashboard.client;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import throughline.contract.dashboard.StaffActionTaken;
import throughline.dashboard.account.Accounts;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Client;
import throughline.dashboard.practice.Practice;
import throughline.dashboard.practice.Receipt;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.peer.Peers;
import throughline.web.problem.Problem;
import throughline.web.security.Staff;

/** What staff do to a client's record: a note, joining two records, erasing. Each is written down before it is asked for. */
@Controller
@RequestMapping("/staff/clients/{id}")
class RecordController {

    private static final Logger log = LoggerFactory.getLogger(RecordController.class);

    private final Peers peers;
    private final Practice practice;
    private final Accounts accounts;
    private final PageTimes times;
    private final PracticeSettings settings;
    private final MessageSource texts;

    RecordController(
            Peers peers,
            Practice practice,
            Accounts accounts,
            PageTimes times,
            PracticeSettings settings,
            MessageSource texts) {
        this.peers = peers;
        this.practice = practice;
        this.accounts = accounts;
        this.times = times;
        this.settings = settings;
        this.texts = texts;
    }

    @PostMapping("/notes")
    String note(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String text,
            @AuthenticationPrincipal Staff staff,
            Locale locale) {
        if (!text.isBlank()) {
            ask(
                    HttpMethod.POST,
                    "/notes",
                    id,
                    "",
                    Map.of("text", text.strip(), "by", staff.name()),
                    "note",
                    staff,
                    locale);
        }
        return back(id, "#notes");
    }

    @PostMapping("/merge")
    String merge(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String with,
            @AuthenticationPrincipal Staff staff,
            Locale locale) {
        ask(HttpMethod.POST, "/merge", id, "", Map.of("with", with), "clients-merged", staff, locale);
        return back(id, "");
    }

    @PostMapping("/apart")
    String apart(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String other,
            @AuthenticationPrincipal Staff staff,
            Locale locale) {
        ask(HttpMethod.DELETE, "/duplicates/{other}", id, other, null, "clients-told-apart", staff, locale);
        return back(id, "");
    }

    record ErasePage(String id, String name, long ahead) {}

    /** Says what erasing means before it is done. */
    @GetMapping("/erase")
    String erase(@PathVariable String id, Model model, Locale locale) {
        Client client = switch (practice.client(id)) {
            case Answer.Known<Optional<Client>>(Optional<Client> found) -> found.orElseThrow(() -> unknown(locale));
            case Answer.Missing<Optional<Client>> missing -> throw silent(locale);
        };
        String name = client.name();
        model.addAttribute(
                "shown", new ErasePage(client.id(), name == null ? "" : name, practice.aheadOf(client.id())));
        return "dashboard/client-erase";
    }

    @PostMapping("/erase")
    String eraseNow(@PathVariable String id, @AuthenticationPrincipal Staff staff, Locale locale) {
        ask(HttpMethod.DELETE, "", id, "", null, "client-erased", staff, locale);
        return "redirect:/staff/clients/" + plain(id) + "/erasure";
    }

    record Line(String service, String machine, String when) {}

    record ReceiptPage(String receipt, String machine, String when, boolean complete, java.util.List<Line> lines) {}

    /** Which service has confirmed, and when. */
    @GetMapping("/erasure")
    String erasure(@PathVariable String id, Model model, Locale locale) {
        Receipt receipt = switch (practice.erasure(id)) {
            case Answer.Known<Optional<Receipt>>(Optional<Receipt> found) -> found.orElseThrow(() -> unknown(locale));
            case Answer.Missing<Optional<Receipt>> missing -> throw silent(locale);
        };
        model.addAttribute(
                "shown",
                new ReceiptPage(
                        receipt.receipt(),
                        times.machine(receipt.at()),
                        times.when(receipt.at(), settings.zone(), locale),
                        receipt.complete(),
                        receipt.services().stream()
                                .map(one -> new Line(
                                        text("service." + one.service(), locale),
                                        one.at() == null ? "" : times.machine(one.at()),
                                        one.at() == null ? "" : times.when(one.at(), settings.zone(), locale)))
                                .toList()));
        return "dashboard/client-erasure";
    }

    private void ask(
            HttpMethod method,
            String path,
            String id,
            String other,
            @Nullable Map<String, String> body,
            String action,
            Staff staff,
            Locale locale) {
        accounts.record(staff, new StaffActionTaken(staff.id(), action, id, null, null));
        try {
            var request = peers.of("booking")
                    .method(method)
                    .uri("/api/booking/v1/clients/{id}" + path, id, other)
                    .contentType(MediaType.APPLICATION_JSON);
            (body == null ? request : request.body(body)).retrieve().toBodilessEntity();
        } catch (HttpClientErrorException e) {
            log.warn("Booking refused {} for client {}: {}.", action, id, e.getStatusCode());
            throw Problem.of(HttpStatus.CONFLICT, "REFUSED", text("refused", locale));
        } catch (RestClientException e) {
            log.warn("Booking did not answer to {} for client {}; someone has to try again.", action, id, e);
            throw silent(locale);
        }
    }

    private Problem silent(Locale locale) {
        return Problem.of(HttpStatus.BAD_GATEWAY, "SERVICE_SILENT", text("silent", locale));
    }

    private Problem unknown(Locale locale) {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", text("unknown", locale));
    }

    private static String back(String id, String fragment) {
        return "redirect:/staff/clients/" + plain(id) + fragment;
    }

    private static String plain(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "");
    }

    private String text(String key, Locale locale) {
        return texts.getMessage("dashboard.client." + key, null, locale);
    }
}
