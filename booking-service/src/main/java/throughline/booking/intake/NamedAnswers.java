package throughline.booking.intake;

import throughline.contract.CallId;
import throughline.contract.PractitionerId;

/** Something that names answers, and by that keeps them: a claim in the calendar, a request on the waiting list. */
public interface NamedAnswers {

    /** What is said about some answers. */
    enum Said {
        NAMED,
        /** The call is known and no longer in the calendar; which answers it had is not known any more. */
        CLOSED,
        NOT_NAMED
    }

    /**
     * Also changes what a write under way has read, unless it names them: that write decides again, and then it is too late to
     * name them.
     *
     * @param answers their id
     */
    Said look(PractitionerId owner, CallId call, String answers);
}
