package throughline.booking.practitioner;

import throughline.booking.availability.Availability;

/** A person who holds calls: what clients read as their name, and when they are there. */
public record Practitioner(String name, Availability availability) {}
