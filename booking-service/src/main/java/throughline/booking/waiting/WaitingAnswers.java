package throughline.booking.waiting;

import org.springframework.stereotype.Component;
import throughline.aggregate.Decision;
import throughline.aggregate.Written;
import throughline.booking.intake.NamedAnswers;
import throughline.booking.waiting.WaitingRules.No;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;
import throughline.event.Cause;

/** Answers that belong to a request on the waiting list. */
@Component
class WaitingAnswers implements NamedAnswers {

    private final WaitingLists lists;

    WaitingAnswers(WaitingLists lists) {
        this.lists = lists;
    }

    @Override
    public Said look(PractitionerId owner, CallId call, String answers) {
        Written<WaitingList, No> written = lists.change(
                owner, Cause.command(), list -> names(list, answers) ? Decision.unchanged() : Decision.changed(list));
        return switch (written) {
            case Written.Done<WaitingList, No> done when names(done.state(), answers) -> Said.NAMED;
            case Written.Done<WaitingList, No> done -> Said.NOT_NAMED;
            case Written.Refused<WaitingList, No> refused -> throw new IllegalStateException("nothing is refused here");
        };
    }

    private static boolean names(WaitingList list, String answers) {
        return list.people().stream().anyMatch(person -> answers.equals(person.intake()));
    }
}
