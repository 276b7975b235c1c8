package throughline.booking.rulebreaker;

/** A name that says nothing. */
class SomethingManager {}
