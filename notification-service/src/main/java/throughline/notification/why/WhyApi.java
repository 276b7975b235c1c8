package throughline.notification.why;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.notification.Listed;
import throughline.web.problem.Problem;

/** {@code /api/notification/v1/deliveries/{id}/why}, and {@code /why?client=…} for what somebody did not get. */
@RestController
@RequestMapping("/api/notification/v1")
class WhyApi {

    private final Whys whys;

    WhyApi(Whys whys) {
        this.whys = whys;
    }

    @GetMapping("/deliveries/{id}/why")
    Why mail(@PathVariable String id, Locale locale) {
        return whys.of(id(id), locale).orElseThrow(WhyApi::unknown);
    }

    @GetMapping("/why")
    Listed<Why> person(
            @RequestParam String client, @RequestParam(required = false) @Nullable String sequence, Locale locale) {
        return new Listed<>(whys.of(new ClientId(client), sequence, locale), null);
    }

    static DeliveryId id(String text) {
        try {
            return new DeliveryId(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "UNKNOWN_DELIVERY", "There is no such mail.");
    }
}
