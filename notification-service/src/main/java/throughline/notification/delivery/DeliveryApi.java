package throughline.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.contract.DeliveryId;
import throughline.web.page.Shell;
import throughline.web.problem.Problem;
import throughline.web.security.Staff;

/** The ledger for programs of the staff. */
@RestController
@RequestMapping("/api/notification/v1/deliveries")
class DeliveryApi {
    private static final int LARGEST_PAGE = 500;
    private static final int LONGEST_REASON = 500;

    private final Deliveries deliveries;

    DeliveryApi(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** One page; {@code next} is the number of the next one, absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<DeliveryView> items, @Nullable Integer next) {}

    /** A decision about a mail in doubt. */
    record Decision(@Nullable String as, @Nullable String reason) {}

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size) {
        if (page < 1 || page > 100_000 || size < 1 || size > LARGEST_PAGE) {
            throw refused("BAD_PAGE", "page", "Pages begin at 1; a page has 1 to 500 rows.");
        }
        var rows = deliveries.page(client, state == null ? null : state(state), page, size + 1, size);
        return rows.size() > size ? new Page(rows.subList(0, size), page + 1) : new Page(rows, null);
    }

    @GetMapping("/{id}")
    DeliveryView one(@PathVariable String id) {
        return deliveries.find(deliveryId(id)).orElseThrow(DeliveryApi::unknown);
    }

    @PostMapping("/{id}/resolve")
    DeliveryView resolve(@PathVariable String id, @RequestBody Decision decision) {
        return decide(deliveries, id, decision.as(), decision.reason());
    }

    /** The same for the page's form. */
    static DeliveryView decide(Deliveries deliveries, String id, @Nullable String as, @Nullable String reason) {
        var resolution = Arrays.stream(Resolution.values())
                .filter(r -> r.name().equals(as))
                .findFirst()
                .orElseThrow(() -> refused("BAD_RESOLUTION", "as", "Decide SENT, SEND_AGAIN or GIVE_UP."));
        var why = reason == null ? "" : reason.strip();
        if (why.length() > LONGEST_REASON) {
            throw refused("REASON_TOO_LONG", "reason", "A reason has at most 500 characters.");
        }
        var by = Shell.staff().map(Staff::id).orElse("unknown");
        return switch (deliveries.resolve(deliveryId(id), resolution, by, why)) {
            case Deliveries.Resolved.Done(DeliveryView row) -> row;
            case Deliveries.Resolved.Unknown() -> throw unknown();
            case Deliveries.Resolved.NotOpen _ -> throw notOpen();
        };
    }

    private static DeliveryState state(String name) {
        return Arrays.stream(DeliveryState.values())
                .filter(s -> s.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> refused("BAD_STATE", "state", "There is no such state of a mail."));
    }

    private static DeliveryId deliveryId(String id) {
        try {
            return new DeliveryId(id);
        } catch (IllegalArgumentException _) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "UNKNOWN_DELIVERY", "There is no such mail.");
    }

    private static Problem notOpen() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "NOTHING_TO_DECIDE",
                "This mail has moved on meanwhile; there is nothing to decide.");
    }

    private static Problem refused(String code, String field, String sentence) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, sentence).field(field);
    }
}
