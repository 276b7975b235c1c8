package throughline.notification.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** The mailbox of the built-in mail server. */
@Controller
@ConditionalOnProperty("throughline.sink.directory")
class MailboxController {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>)]+");

    /** Nothing but its own inline styles: what a mail program would allow, or less. */
    private static final String FRAME_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    private final SinkFolder folder;
    private final PageTimes times;
    private final PracticeSettings practice;

    MailboxController(SinkFolder folder, PageTimes times, PracticeSettings practice) {
        this.folder = folder;
        this.times = times;
        this.practice = practice;
    }

    /** One mail as the list and its own page show it; {@code when} in the practice's zone. */
    record Shown(SinkFolder.Entry mail, String when) {}

    /** A piece of a line, perhaps an address to follow. */
    record Piece(String text, boolean link) {}

    @GetMapping("/dev/mailbox")
    @ResponseBody
    List<SinkFolder.Entry> list() {
        return folder.list();
    }

    @GetMapping("/dev/mailbox/{n}/source")
    ResponseEntity<byte[]> source(@PathVariable int n) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(folder.source(n).orElseThrow(MailboxController::unknown));
    }

    @DeleteMapping("/dev/mailbox")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        folder.clear();
    }

    @GetMapping("/mailbox")
    String page(Model model, Locale locale) {
        model.addAttribute(
                "mails",
                folder.list().reversed().stream()
                        .map(mail -> shown(mail, locale))
                        .toList());
        return "notification/mailbox";
    }

    @GetMapping("/mailbox/{n}")
    String mail(@PathVariable int n, Model model, Locale locale) {
        var parts = MailParts.of(folder.source(n).orElseThrow(MailboxController::unknown));
        model.addAttribute("shown", shown(folder.entry(n).orElseThrow(MailboxController::unknown), locale));
        model.addAttribute("parts", parts);
        model.addAttribute("lines", lines(parts.text() == null ? "" : parts.text()));
        return "notification/mailbox-mail";
    }

    /** The HTML part in a document of its own, for the sandboxed frame. */
    @GetMapping("/mailbox/{n}/html")
    ResponseEntity<String> html(@PathVariable int n) {
        var html = MailParts.of(folder.source(n).orElseThrow(MailboxController::unknown))
                .html();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", FRAME_POLICY)
                .body(html == null ? "" : html);
    }

    private Shown shown(SinkFolder.Entry mail, Locale locale) {
        return new Shown(mail, times.when(mail.sent(), practice.zone(), locale));
    }

    private static List<List<Piece>> lines(String text) {
        return text.lines().map(MailboxController::pieces).toList();
    }

    private static List<Piece> pieces(String line) {
        var pieces = new ArrayList<Piece>();
        var links = LINK.matcher(line);
        int from = 0;
        while (links.find()) {
            pieces.add(new Piece(line.substring(from, links.start()), false));
            pieces.add(new Piece(links.group(), true));
            from = links.end();
        }
        pieces.add(new Piece(line.substring(from), false));
        return pieces;
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "UNKNOWN_MAIL", "There is no such mail.");
    }
}
