package throughline.notification.enrollment;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.contract.DeliveryId;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryView;
import throughline.web.problem.Problem;

/** {@code POST /api/notification/v1/deliveries/{id}/approve} and {@code /skip}: the practitioner's word about one mail. */
@RestController
@RequestMapping("/api/notification/v1/deliveries/{id}")
class ApprovalApi {

    private final Approvals approvals;
    private final Deliveries deliveries;

    ApprovalApi(Approvals approvals, Deliveries deliveries) {
        this.approvals = approvals;
        this.deliveries = deliveries;
    }

    @PostMapping("/approve")
    DeliveryView approve(@PathVariable String id) {
        DeliveryId mail = known(id);
        if (!approvals.approve(mail)) {
            throw notOpen();
        }
        return deliveries.find(mail).orElseThrow();
    }

    /** Also for a mail that does not wait for approval, as long as nobody has it in hand. */
    @PostMapping("/skip")
    DeliveryView skip(@PathVariable String id) {
        DeliveryId mail = known(id);
        if (!approvals.refuse(mail) && !deliveries.skip(mail, "stopped")) {
            throw notOpen();
        }
        return deliveries.find(mail).orElseThrow();
    }

    private DeliveryId known(String id) {
        try {
            DeliveryId mail = new DeliveryId(id);
            if (deliveries.find(mail).isPresent()) {
                return mail;
            }
        } catch (IllegalArgumentException e) {
            // the same answer for what cannot be an id
        }
        throw Problem.of(HttpStatus.NOT_FOUND, "UNKNOWN_DELIVERY", "There is no such mail.");
    }

    private static Problem notOpen() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "NOTHING_TO_DECIDE",
                "This mail has moved on meanwhile; there is nothing to decide.");
    }
}
