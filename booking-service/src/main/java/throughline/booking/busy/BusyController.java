package throughline.booking.busy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.practitioner.Practitioners;
import throughline.contract.PractitionerId;

/** Staff name other calendars whose times are to be kept free. Of the address only the host is ever shown again. */
@RestController
@RequestMapping("/api/booking/v1/practitioners/{id}/calendars")
class BusyController {

    private final BusyCalendars calendars;
    private final BusyRound round;
    private final Practitioners practitioners;

    BusyController(BusyCalendars calendars, BusyRound round, Practitioners practitioners) {
        this.calendars = calendars;
        this.round = round;
        this.practitioners = practitioners;
    }

    record CalendarAddress(@Nullable String url) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BusyCalendarView(
            String id,
            String host,
            int busyTimes,
            @Nullable Instant readAt,
            @Nullable Failure failure,
            @Nullable Instant failingSince) {}

    record BusyCalendarItems(List<BusyCalendarView> items) {}

    @GetMapping
    BusyCalendarItems list(@PathVariable String id) {
        return new BusyCalendarItems(
                calendars.of(known(id)).stream().map(BusyController::view).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BusyCalendarItems add(@PathVariable String id, @RequestBody CalendarAddress named) {
        calendars.add(known(id), named.url() == null ? "" : named.url());
        round.soon();
        return list(id);
    }

    @DeleteMapping("/{calendar}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, @PathVariable String calendar) {
        if (!calendars.remove(known(id), Inputs.id(calendar))) {
            throw Inputs.notFound();
        }
    }

    private PractitionerId known(String id) {
        PractitionerId practitioner = new PractitionerId(Inputs.id(id));
        if (practitioners.find(practitioner).isEmpty()) {
            throw Inputs.notFound();
        }
        return practitioner;
    }

    private static BusyCalendarView view(Stored<BusyCalendar> stored) {
        BusyCalendar calendar = stored.state();
        return new BusyCalendarView(
                stored.id(),
                calendar.host(),
                calendar.blocks().size(),
                calendar.readAt(),
                calendar.failure(),
                calendar.failingSince());
    }
}
