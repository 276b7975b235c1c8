package throughline.event;

import throughline.contract.Event;

/** An event as it came from the wire. */
public record Received<E extends Event>(E event, Envelope envelope) {}
