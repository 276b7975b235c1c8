package throughline.booking.practitioner;

import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.contract.PractitionerId;
import throughline.service.PracticeSettings;

/** Staff read and state when a practitioner is there; a PUT for a new id creates that practitioner. */
@RestController
@RequestMapping("/api/booking/v1/practitioners/{id}/availability")
class AvailabilityController {

    private static final int LONGEST_NAME = 80;

    private final Practitioners practitioners;
    private final PracticeSettings practice;

    AvailabilityController(Practitioners practitioners, PracticeSettings practice) {
        this.practitioners = practitioners;
        this.practice = practice;
    }

    @GetMapping
    AvailabilityForm get(@PathVariable String id) {
        return practitioners
                .find(new PractitionerId(Inputs.id(id)))
                .map(AvailabilityForm::of)
                .orElseThrow(Inputs::notFound);
    }

    @PutMapping
    AvailabilityForm put(@PathVariable String id, @RequestBody AvailabilityForm form) {
        PractitionerId practitioner = new PractitionerId(Inputs.id(id));
        Practitioner stated = new Practitioner(name(form, practitioner), form.checked(practice.zone()));
        practitioners.put(practitioner, stated);
        return AvailabilityForm.of(stated);
    }

    private String name(AvailabilityForm form, PractitionerId id) {
        String stated = form.name();
        if (stated == null) {
            Optional<String> known = practitioners.find(id).map(Practitioner::name);
            return known.orElse(id.value());
        }
        String name = stated.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || !Inputs.isOneLine(name)) {
            throw Inputs.unprocessable("BAD_NAME", "name", Sentences.of("booking.problem.name", 80));
        }
        return name;
    }
}
