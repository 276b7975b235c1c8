package throughline.dashboard.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import throughline.web.security.Staff;

/** Tells the other services who holds a token (after RFC 7662); asked with the service key. */
@RestController
class IntrospectionController {

    private final Sessions sessions;

    IntrospectionController(Sessions sessions) {
        this.sessions = sessions;
    }

    record Question(String token) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            boolean active, @Nullable String id, @Nullable String name, Staff.@Nullable Role role) {}

    @PostMapping("/internal/sessions/introspect")
    Answer introspect(@RequestBody Question question) {
        return sessions.introspect(question.token())
                .map(staff -> new Answer(true, staff.id(), staff.name(), staff.role()))
                .orElseGet(() -> new Answer(false, null, null, null));
    }
}
