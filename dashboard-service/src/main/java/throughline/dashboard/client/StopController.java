package throughline.dashboard.client;

import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.client.RestClientException;
import throughline.contract.dashboard.StaffActionTaken;
import throughline.dashboard.account.Accounts;
import throughline.web.peer.Peers;
import throughline.web.problem.Problem;
import throughline.web.security.Staff;

/** Ends one client's run through a sequence, by asking notification; written down before it is asked for. */
@Controller
class StopController {

    private static final Logger log = LoggerFactory.getLogger(StopController.class);

    private final Peers peers;
    private final Accounts accounts;
    private final MessageSource texts;

    StopController(Peers peers, Accounts accounts, MessageSource texts) {
        this.peers = peers;
        this.accounts = accounts;
        this.texts = texts;
    }

    @PostMapping("/staff/clients/{id}/enrollments/{enrollment}/stop")
    String stop(
            @PathVariable String id,
            @PathVariable String enrollment,
            @AuthenticationPrincipal Staff staff,
            Locale locale) {
        accounts.record(staff, new StaffActionTaken(staff.id(), "enrollment-stopped", enrollment, null, null));
        try {
            peers.of("notification")
                    .post()
                    .uri("/api/notification/v1/enrollments/{id}/stop", enrollment)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of())
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientException e) {
            log.warn("The enrollment {} could not be ended; it goes on until someone tries again.", enrollment, e);
            throw Problem.of(
                    HttpStatus.BAD_GATEWAY,
                    "SERVICE_SILENT",
                    texts.getMessage("dashboard.client.stop.failed", null, locale));
        }
        return "redirect:/staff/clients/" + id.replaceAll("[^A-Za-z0-9_-]", "");
    }
}
