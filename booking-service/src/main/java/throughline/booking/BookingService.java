package throughline.booking;

import throughline.service.ThroughlineService;

/** The entry of booking-service: everything in this package and below. */
@ThroughlineService
public class BookingService {}
