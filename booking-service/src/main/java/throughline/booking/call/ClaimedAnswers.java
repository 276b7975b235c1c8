package throughline.booking.call;

import org.springframework.stereotype.Component;
import throughline.booking.calendar.Calendars;
import throughline.booking.intake.NamedAnswers;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;

/** Answers that belong to a claim in the calendar, or to a call that has left it. */
@Component
class ClaimedAnswers implements NamedAnswers {

    private final Calendars calendars;
    private final Calls calls;

    ClaimedAnswers(Calendars calendars, Calls calls) {
        this.calendars = calendars;
        this.calls = calls;
    }

    @Override
    public Said look(PractitionerId owner, CallId call, String answers) {
        return switch (calendars.answers(owner, call, answers)) {
            case THESE -> Said.NAMED;
            case OTHERS -> Said.NOT_NAMED;
            case NO_CLAIM -> calls.find(call).isPresent() ? Said.CLOSED : Said.NOT_NAMED;
        };
    }
}
