package throughline.booking.calltype;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.practitioner.Practitioners;
import throughline.contract.booking.Location;

/** Everyone may list what can be booked; staff state it. */
@RestController
@RequestMapping("/api/booking/v1/call-types")
class CallTypeController {

    private final CallTypes callTypes;
    private final Practitioners practitioners;

    CallTypeController(CallTypes callTypes, Practitioners practitioners) {
        this.callTypes = callTypes;
        this.practitioners = practitioners;
    }

    /** What everyone may know of a call type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String id,
            String name,
            String description,
            String practitioner,
            int durationMinutes,
            Location location,
            List<Question> questions,
            CallType.Approval approval) {}

    @GetMapping
    List<Listed> list() {
        return callTypes.bookable().stream()
                .map(type -> new Listed(
                        type.typeId(),
                        type.name(),
                        type.description(),
                        type.practitioner().value(),
                        type.duration(),
                        type.location(),
                        type.questions(),
                        type.approval()))
                .toList();
    }

    @GetMapping("/{id}")
    CallTypeForm get(@PathVariable String id) {
        return callTypes.find(Inputs.id(id)).map(CallTypeForm::of).orElseThrow(Inputs::notFound);
    }

    @PutMapping("/{id}")
    CallTypeForm put(@PathVariable String id, @RequestBody CallTypeForm form) {
        CallType type = form.checked(Inputs.id(id), practitioners);
        callTypes.put(type);
        return CallTypeForm.of(type);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        if (!callTypes.retire(Inputs.id(id))) {
            throw Inputs.notFound();
        }
    }
}
