package throughline.endtoend.crash.check;

/** A promise that was broken, and by what. */
public record Finding(Promise promise, String what) {

    /** What holds whatever is killed. */
    public enum Promise {
        ACKNOWLEDGED_BOOKING_EXISTS,
        ACKNOWLEDGED_OUTCOME_EXISTS,
        ACKNOWLEDGED_REQUEST_IS_AS_ANSWERED,
        NO_TWO_CALLS_OVERLAP,
        EVERY_CLAIM_HAS_ITS_CALL,
        EVERY_COMING_CALL_HAS_ITS_CLAIM,
        TIME_IS_EITHER_OFFERED_OR_TAKEN,
        ANSWERS_BELONG_TO_A_CALL,
        EVERY_STORED_FACT_IS_PUBLISHED,
        NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED,
        FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER,
        EVERY_PLANNED_MAIL_HAS_ONE_ROW,
        EVERY_BOOKING_IS_CONFIRMED,
        NO_MAIL_IS_RECEIVED_TWICE,
        ACCEPTED_MEANS_RECEIVED,
        RECEIVED_MEANS_ACCEPTED_OR_IN_DOUBT,
        NO_MAIL_IS_FORGOTTEN,
        NOTHING_FOLLOWS_AN_END
    }
}
