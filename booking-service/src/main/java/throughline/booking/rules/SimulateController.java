package throughline.booking.rules;

import java.util.Locale;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.calltype.CallTypeForm;
import throughline.booking.practitioner.AvailabilityForm;
import throughline.booking.practitioner.Practitioners;
import throughline.booking.rules.RuleSimulator.Simulation;
import throughline.contract.PractitionerId;
import throughline.service.PracticeSettings;

/** What a change would have done; nothing is saved. The body is that of the PUT it comes before. */
@RestController
@RequestMapping("/api/booking/v1")
class SimulateController {

    private final RuleSimulator simulator;
    private final Practitioners practitioners;
    private final PracticeSettings practice;

    SimulateController(RuleSimulator simulator, Practitioners practitioners, PracticeSettings practice) {
        this.simulator = simulator;
        this.practitioners = practitioners;
        this.practice = practice;
    }

    @PostMapping("/practitioners/{id}/availability/simulate")
    Simulation availability(@PathVariable String id, @RequestBody AvailabilityForm form, Locale locale) {
        return simulator.availability(new PractitionerId(Inputs.id(id)), form.checked(practice.zone()), locale);
    }

    @PostMapping("/call-types/{id}/simulate")
    Simulation callType(@PathVariable String id, @RequestBody CallTypeForm form, Locale locale) {
        return simulator.callType(form.checked(Inputs.id(id), practitioners), locale);
    }
}
