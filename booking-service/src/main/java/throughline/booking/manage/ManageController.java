package throughline.booking.manage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.Inputs;
import throughline.booking.call.Call;
import throughline.booking.call.ManageLinks;
import throughline.booking.manage.ManagedCalls.Managed;
import throughline.booking.request.Booked;
import throughline.booking.request.Starts;

/** The manage link for programs. Only a POST acts. */
@RestController
@RequestMapping("/api/booking/v1/manage/{token}")
class ManageController {

    private final ManagedCalls managed;
    private final CallCommands commands;
    private final ManageLinks links;

    ManageController(ManagedCalls managed, CallCommands commands, ManageLinks links) {
        this.managed = managed;
        this.commands = commands;
        this.links = links;
    }

    record Reason(@Nullable String reason) {}

    record To(@Nullable String start, @Nullable String zone) {}

    @GetMapping
    Booked get(@PathVariable String token) {
        return shown(managed.current(token));
    }

    @PostMapping("/cancel")
    Booked cancel(@PathVariable String token, @RequestBody(required = false) @Nullable Reason reason) {
        Managed link = managed.current(token);
        String why = CancelReason.checked(reason == null ? null : reason.reason());
        managed.refuse(commands.cancelByLink(link.callId(), link.call(), link.generation(), why), link);
        return shown(managed.find(token));
    }

    @PostMapping("/reschedule")
    Booked reschedule(@PathVariable String token, @RequestBody To to) {
        Managed link = managed.current(token);
        Instant start = Starts.read(
                "start", to.start(), Inputs.zone(to.zone(), link.call().zone()));
        managed.refuse(commands.moveByLink(link.callId(), link.call(), link.generation(), start), link);
        return shown(managed.find(token));
    }

    private Booked shown(Managed link) {
        Call call = link.call();
        return new Booked(
                link.callId(),
                call.state(),
                call.start(),
                call.end(),
                call.zone().getId(),
                links.page(link.callId(), call.generation()),
                links.calendarFile(link.callId(), call.generation()));
    }
}
