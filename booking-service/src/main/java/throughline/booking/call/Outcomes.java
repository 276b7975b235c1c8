package throughline.booking.call;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.aggregate.Decision;
import throughline.aggregate.Written;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Calendars;
import throughline.booking.intake.Intakes;
import throughline.contract.CallId;
import throughline.contract.booking.Outcome;
import throughline.web.problem.Problem;

/** Records how a call went; another value later is a correction. */
@Component
public class Outcomes {

    private static final int LONGEST_NOTE = 5_000;
    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final Calls calls;
    private final Calendars calendars;
    private final Intakes intakes;

    Outcomes(Calls calls, Calendars calendars, Intakes intakes) {
        this.calls = calls;
        this.calendars = calendars;
        this.intakes = intakes;
    }

    /** @throws Problem if there is no such call, it was never confirmed, or a no-show has not begun */
    public Call record(CallId id, @Nullable String outcome, @Nullable String note) {
        Outcome value = Arrays.stream(Outcome.values())
                .filter(o -> o != Outcome.OTHER && o.name().equals(outcome))
                .findFirst()
                .orElseThrow(() ->
                        Inputs.unprocessable("UNKNOWN_OUTCOME", "outcome", Sentences.of("booking.problem.noOutcome")));
        if (note != null && (note.length() > LONGEST_NOTE || !Inputs.isText(note))) {
            throw Inputs.unprocessable("BAD_NOTE", "note", Sentences.of("booking.problem.atMost", LONGEST_NOTE));
        }
        Call call = calls.find(id).orElseThrow(Inputs::notFound);
        if (note != null && call.isAnonymous()) {
            throw Problem.of(HttpStatus.GONE, "ERASED", Sentences.of("booking.problem.erasedNote"));
        }
        refuse(CallRules.outcome(id, call, value, calls.now()));
        settle(id, call);
        return switch (calls.record(id, value)) {
            case Written.Refused<Call, CallRules.NoOutcome>(CallRules.NoOutcome why) -> throw problem(why);
            case Written.Done<Call, CallRules.NoOutcome> done -> {
                intakes.note(id, done.state().client(), note);
                log.info("The outcome of call {} is recorded.", id);
                yield done.state();
            }
        };
    }

    /** Before its end a call could still be moved or cancelled; nothing of that may follow its outcome. */
    private void settle(CallId id, Call call) {
        if (calls.now().isBefore(call.end())
                && calendars.settle(call.practitioner(), id) instanceof Calendars.Change.Refused) {
            throw problem(CallRules.NoOutcome.NOT_CONFIRMED);
        }
    }

    private static void refuse(Decision<Call, CallRules.NoOutcome> decision) {
        if (decision instanceof Decision.Refused<Call, CallRules.NoOutcome>(CallRules.NoOutcome why)) {
            throw problem(why);
        }
    }

    private static Problem problem(CallRules.NoOutcome why) {
        return switch (why) {
            case NOT_CONFIRMED ->
                Problem.of(HttpStatus.CONFLICT, "WRONG_STATE", Sentences.of("booking.problem.notConfirmed"));
            case NOT_BEGUN -> Problem.of(HttpStatus.CONFLICT, "TOO_EARLY", Sentences.of("booking.problem.notBegun"));
        };
    }
}
