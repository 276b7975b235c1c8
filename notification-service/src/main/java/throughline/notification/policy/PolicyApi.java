package throughline.notification.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.web.problem.Problem;

/** {@code /api/notification/v1/settings}: a PUT replaces them all; what it does not state takes its default. */
@RestController
@RequestMapping("/api/notification/v1/settings")
class PolicyApi {

    private final MailPolicies policies;

    PolicyApi(MailPolicies policies) {
        this.policies = policies;
    }

    /** The settings with what was added by saving them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            int version,
            @Nullable Instant savedAt,
            @JsonUnwrapped MailPolicy policy) {

        static Shown of(MailPolicies.Saved saved) {
            return new Shown(saved.version(), saved.savedAt(), saved.policy());
        }
    }

    @GetMapping
    Shown read() {
        return Shown.of(policies.newest());
    }

    @PutMapping
    Shown save(@RequestBody MailPolicy policy) {
        policy.broken().ifPresent(field -> {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "BAD_SETTING",
                            "That value makes no sense here: " + field + ".")
                    .field(field);
        });
        return Shown.of(policies.save(policy));
    }
}
