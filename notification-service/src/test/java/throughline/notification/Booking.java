package throughline.notification;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.Event;
import throughline.contract.PractitionerId;
import throughline.contract.booking.By;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallDeclined;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.ClientErased;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;
import throughline.contract.booking.Outcome;
import throughline.contract.booking.RequestedTimeTaken;
import throughline.contract.booking.SlotOffered;
import throughline.event.Envelope;
import throughline.event.EventJson;
import throughline.event.EventRecords;
import throughline.event.EventTypes;

/** Says on Kafka what booking-service and content-service would say, and says it again when asked. */
final class Booking {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final KafkaOperations<String, byte[]> kafka;
    private final EventRecords records;
    private final EventJson json = new EventJson();
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    Booking(KafkaOperations<String, byte[]> kafka, EventRecords records, Clock clock) {
        this.kafka = kafka;
        this.records = records;
        this.clock = clock;
    }

    /** An event as it was said. */
    record Said(Event event, Envelope envelope) {}

    /** A call with a client of its own. */
    record Call(CallId id, ClientId client, String email, String uid, Instant start) {}

    Call call(String name, Duration inTime) {
        String unique = name + "-" + sequence.incrementAndGet();
        return new Call(
                new CallId("call-" + unique),
                new ClientId("client-" + unique),
                unique + "@client.example",
                "call-" + unique + "@practice.example",
                clock.instant().plus(inTime));
    }

    /** Another call of the same client. */
    Call another(Call call, Duration inTime) {
        String id = call.id().value() + "-again";
        return new Call(
                new CallId(id), call.client(), call.email(), id, clock.instant().plus(inTime));
    }

    Said booked(Call call) {
        return booked(call, CallRequested.State.CONFIRMED, true);
    }

    Said booked(Call call, CallRequested.State state, boolean followUp) {
        return say(new CallRequested(
                call.id(),
                call.client(),
                new PractitionerId("me"),
                "Mira Sorrel",
                "exploration-call",
                "Exploration call",
                call.start(),
                call.start().plus(Duration.ofMinutes(30)),
                NEW_YORK,
                new Contact("Zoë Núñez", call.email(), null, "en"),
                followUp,
                new Location(Location.Kind.VIDEO, "https://example.com/v/4kq"),
                "http://localhost/calls/" + call.id().value(),
                null,
                state,
                state == CallRequested.State.CONFIRMED ? new CalendarEntry(call.uid(), 0) : null));
    }

    /** No time fitted. */
    Said asked(Call call) {
        return say(new CallRequested(
                call.id(),
                call.client(),
                new PractitionerId("me"),
                "Mira Sorrel",
                "exploration-call",
                "Exploration call",
                null,
                null,
                NEW_YORK,
                new Contact("Zoë Núñez", call.email(), null, "en"),
                true,
                new Location(Location.Kind.VIDEO, "https://example.com/v/4kq"),
                "http://localhost/calls/waiting/a",
                null,
                CallRequested.State.REQUESTED,
                null));
    }

    Said offered(Call call) {
        return say(new SlotOffered(
                call.id(),
                call.client(),
                new PractitionerId("me"),
                "exploration-call",
                call.start(),
                call.start().plus(Duration.ofMinutes(30)),
                NEW_YORK,
                "http://localhost/calls/waiting/o",
                clock.instant().plus(Duration.ofHours(2))));
    }

    Said timeTaken(Call call) {
        return say(new RequestedTimeTaken(
                call.id(),
                call.client(),
                call.start(),
                List.of(
                        call.start().plus(Duration.ofMinutes(30)),
                        call.start().plus(Duration.ofMinutes(60)),
                        call.start().plus(Duration.ofMinutes(90))),
                "http://localhost/calls/moving"));
    }

    Said confirmed(Call call) {
        return say(new CallConfirmed(call.id(), call.client(), By.PRACTITIONER, new CalendarEntry(call.uid(), 0)));
    }

    Said declined(Call call) {
        return say(new CallDeclined(call.id(), call.client(), By.PRACTITIONER, null));
    }

    Said moved(Call call, Instant to, int sequence) {
        return say(new CallRescheduled(
                call.id(),
                call.client(),
                call.start(),
                to,
                to.plus(Duration.ofMinutes(30)),
                NEW_YORK,
                new CalendarEntry(call.uid(), sequence),
                "http://localhost/calls/moved-" + sequence,
                By.CLIENT));
    }

    Said cancelled(Call call, int sequence) {
        return say(new CallCancelled(
                call.id(), call.client(), call.start(), By.CLIENT, null, new CalendarEntry(call.uid(), sequence)));
    }

    Said outcome(Call call, Outcome outcome) {
        return outcome(call, outcome, 1, null);
    }

    Said outcome(Call call, Outcome outcome, int revision, @Nullable Outcome corrects) {
        return say(new CallOutcomeRecorded(call.id(), call.client(), outcome, revision, corrects));
    }

    Said erased(Call call) {
        return say(new ClientErased(call.client(), "receipt"));
    }

    Said say(Event event) {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        return again(new Said(
                event,
                new Envelope(
                        UuidCreator.fromString(id),
                        "/" + EventTypes.publisherOf(event.getClass()),
                        EventTypes.nameOf(event.getClass()),
                        event.subject(),
                        clock.instant(),
                        event.key(),
                        sequence.incrementAndGet(),
                        id,
                        null,
                        null)));
    }

    /** The very same record once more, as a relay or a reset offset would send it. */
    Said again(Said said) {
        var record = records.write(said.envelope(), json.write(said.event()));
        await("the service has made its topics")
                .atMost(30, SECONDS)
                .ignoreExceptionsInstanceOf(TimeoutException.class)
                .until(() -> !kafka.partitionsFor(record.topic()).isEmpty());
        kafka.send(record).join();
        return said;
    }
}
