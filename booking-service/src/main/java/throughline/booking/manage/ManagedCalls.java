package throughline.booking.manage;

import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Refusal;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.call.ManageLinks;
import throughline.booking.request.Refusals;
import throughline.contract.CallId;
import throughline.web.problem.Problem;

/** What a manage link leads to: its call, as long as the call is ahead and has not moved since the link was made. */
@Component
public class ManagedCalls {

    private final ManageLinks links;
    private final Calls calls;
    private final Clock clock;

    ManagedCalls(ManageLinks links, Calls calls, Clock clock) {
        this.links = links;
        this.calls = calls;
        this.clock = clock;
    }

    /** Where a genuine link stands. */
    public enum Standing {
        CURRENT,
        MOVED,
        CLOSED,
        OVER
    }

    /** A genuine link and its call. */
    public record Managed(CallId callId, int generation, Call call, Standing standing) {}

    /** @throws Problem 404 for a token that is not ours, or of a call that is gone */
    public Managed find(String token) {
        ManageLinks.Token read = links.read(token).orElseThrow(Inputs::notFound);
        Call call = calls.find(read.callId()).orElseThrow(Inputs::notFound);
        return new Managed(read.callId(), read.generation(), call, standing(call, read.generation()));
    }

    /** @throws Problem 404 as above; 410 for a link that is over or spent, naming the current page if there is one */
    public Managed current(String token) {
        Managed managed = find(token);
        return switch (managed.standing()) {
            case CURRENT -> managed;
            case MOVED -> throw moved(managed);
            case CLOSED, OVER -> throw Refusals.gone();
        };
    }

    /** @throws Problem in the words of the contract, if the calendar refused */
    void refuse(Calendars.Change change, Managed managed) {
        if (change instanceof Calendars.Change.Refused(Refusal why)) {
            throw why instanceof Refusal.MovedSince
                    ? moved(find(links.token(managed.callId(), managed.generation())))
                    : Refusals.of(why);
        }
    }

    private Problem moved(Managed managed) {
        return Problem.of(HttpStatus.GONE, "MOVED", Sentences.of("booking.problem.moved"))
                .with("manageUrl", links.page(managed.callId(), managed.call().generation()));
    }

    private Standing standing(Call call, int generation) {
        if (!call.isOpen()) {
            return Standing.CLOSED;
        }
        if (!clock.instant().isBefore(call.end()) || call.outcome() != null) {
            return Standing.OVER;
        }
        return generation < call.generation() ? Standing.MOVED : Standing.CURRENT;
    }
}
