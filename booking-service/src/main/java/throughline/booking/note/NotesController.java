package throughline.booking.note;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.client.Clients;
import throughline.contract.ClientId;
import throughline.web.security.Staff;

/** Notes about a client, for staff only. */
@RestController
@RequestMapping("/api/booking/v1/clients/{id}/notes")
class NotesController {

    private static final int LONGEST = 5_000;
    private static final int LONGEST_NAME = 120;

    private final Notes notes;
    private final Clients clients;

    NotesController(Notes notes, Clients clients) {
        this.notes = notes;
        this.clients = clients;
    }

    record Listed(List<Notes.Note> items) {}

    /** {@code by} counts only where another service asks for somebody. */
    record Written(@Nullable String text, @Nullable String by) {}

    @GetMapping
    Listed notes(@PathVariable String id) {
        return new Listed(notes.about(client(id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Notes.Note write(
            @PathVariable String id, @RequestBody Written written, @AuthenticationPrincipal @Nullable Staff staff) {
        String text = written.text() == null ? "" : written.text().strip();
        if (text.isEmpty() || text.length() > LONGEST || !Inputs.isText(text)) {
            throw Inputs.unprocessable("BAD_NOTE", "text", Sentences.of("booking.problem.note", LONGEST));
        }
        return notes.write(client(id), author(written.by(), staff), text);
    }

    private static String author(@Nullable String by, @Nullable Staff staff) {
        String self = staff == null ? "" : staff.name();
        String name = by != null && staff != null && staff.role() == Staff.Role.SERVICE ? by : self;
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private ClientId client(String id) {
        return clients.lead(new ClientId(Inputs.id(id)))
                .filter(found -> found.client().isSomebody())
                .map(Clients.Found::id)
                .orElseThrow(Inputs::notFound);
    }
}
