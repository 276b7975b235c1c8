package throughline.notification.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.event.Cause;
import throughline.notification.Listed;
import throughline.notification.suppression.AddressHash;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressed;
import throughline.notification.suppression.Suppressions;
import throughline.web.page.Shell;
import throughline.web.problem.Problem;

/** {@code /api/notification/v1/suppressions}: which addresses must not be written to, by staff. */
@RestController
@RequestMapping("/api/notification/v1/suppressions")
class SuppressionApi {

    private static final int LONGEST_REASON = 200;

    private final Suppressions suppressions;
    private final Stops stops;
    private final AddressHash addresses;

    SuppressionApi(Suppressions suppressions, Stops stops, AddressHash addresses) {
        this.suppressions = suppressions;
        this.stops = stops;
        this.addresses = addresses;
    }

    record Asked(
            @Nullable String email,
            @Nullable String reason,
            @Nullable String purpose) {}

    /** {@code email} is absent once the person was erased. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(String id, @Nullable String email, String purpose, String reason, String by, Instant at) {

        static Shown of(Suppressed one) {
            return new Shown(one.id(), one.email(), one.purpose().code(), one.reason(), one.by(), one.at());
        }
    }

    @GetMapping
    Listed<Shown> list(@RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "50") int size) {
        return Listed.of(page, size, suppressions::page, Shown::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown add(@RequestBody Asked asked) {
        String email = Addresses.checked(asked.email());
        String reason = asked.reason() == null ? "" : asked.reason().strip();
        if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "BAD_REASON",
                            "A reason is one line of at most 200 characters.")
                    .field("reason");
        }
        Purpose purpose = purpose(asked.purpose());
        String address = addresses.of(email);
        String by = Shell.staff().map(staff -> staff.id()).orElse("staff");
        stops.suppress(address, email, purpose, reason.isEmpty() ? "suppressed" : reason, by);
        return suppressions.find(address, purpose).map(Shown::of).orElseThrow();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String id) {
        Optional<Suppressed> found = suppressions.find(id);
        if (found.isEmpty()
                || !suppressions.lift(found.get().address(), found.get().purpose(), Cause.command())) {
            throw notFound();
        }
    }

    /** By address, in the query or in the body. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestBody(required = false) @Nullable Asked asked) {
        String given = Addresses.checked(email == null && asked != null ? asked.email() : email);
        Purpose which = purpose(purpose == null && asked != null ? asked.purpose() : purpose);
        if (!suppressions.lift(addresses.of(given), which, Cause.command())) {
            throw notFound();
        }
    }

    private static Purpose purpose(@Nullable String code) {
        return Purpose.of(code == null ? Purpose.ALL.code() : code)
                .orElseThrow(() -> Problem.of(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "UNKNOWN_PURPOSE",
                                "A purpose is one of follow-up, articles, all.")
                        .field("purpose"));
    }

    private static Problem notFound() {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "That address is not suppressed.");
    }
}
