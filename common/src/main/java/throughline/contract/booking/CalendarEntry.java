package throughline.contract.booking;

/** The calendar's side of a call: a UID that never changes (RFC 5545 3.8.4.7) and a SEQUENCE that rises by one with each change. */
public record CalendarEntry(String uid, int sequence) {}
