package throughline.booking.request;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.booking.BookingSettings;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calendar.Booking;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Claim;
import throughline.booking.calendar.Offer;
import throughline.booking.calendar.Refusal;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.call.ManageLinks;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.client.Clients;
import throughline.booking.client.Consent;
import throughline.booking.client.Consents;
import throughline.booking.client.EmailAddress;
import throughline.booking.client.PersonFields;
import throughline.booking.intake.Answers;
import throughline.booking.intake.Intakes;
import throughline.booking.key.ErasedClient;
import throughline.booking.practitioner.Practitioner;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Contact;
import throughline.event.Cause;
import throughline.service.PracticeSettings;
import throughline.web.problem.Problem;

/**
 * Books a call:
 *
 * <ol>
 *   <li>Check what was asked for; nothing is stored yet.
 *   <li>Write down the answers, as an attempt.
 *   <li>The calendar decides, and carries {@code CallRequested} in the same write. Refused, the attempt is taken away.
 *   <li>Write call and client from that same fact. A crash before this is repaired when the fact comes back from Kafka.
 * </ol>
 */
@Component
public class Bookings {

    private static final int LONGEST_NOTE = 2_000;
    private static final int LONGEST_KEY = 200;
    private static final String LOCALE = "en";
    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final CallTypes callTypes;
    private final Offers offers;
    private final Calendars calendars;
    private final Calls calls;
    private final Clients clients;
    private final Consents consents;
    private final Intakes intakes;
    private final ManageLinks links;
    private final Sources sources;
    private final Fingerprints fingerprints;
    private final PostLimit limit;
    private final PracticeSettings practice;
    private final BookingSettings settings;
    private final Clock clock;

    Bookings(
            CallTypes callTypes,
            Offers offers,
            Calendars calendars,
            Calls calls,
            Clients clients,
            Consents consents,
            Intakes intakes,
            ManageLinks links,
            Sources sources,
            Fingerprints fingerprints,
            PostLimit limit,
            PracticeSettings practice,
            BookingSettings settings,
            Clock clock) {
        this.callTypes = callTypes;
        this.offers = offers;
        this.calendars = calendars;
        this.calls = calls;
        this.clients = clients;
        this.consents = consents;
        this.intakes = intakes;
        this.links = links;
        this.sources = sources;
        this.fingerprints = fingerprints;
        this.limit = limit;
        this.practice = practice;
        this.settings = settings;
        this.clock = clock;
    }

    /** A booking that makes sense by itself. */
    private record Checked(
            CallType type,
            Practitioner practitioner,
            Offer offer,
            ZoneId zone,
            Instant start,
            String name,
            EmailAddress email,
            @Nullable String phone,
            Answers answers,
            @Nullable String note) {}

    /**
     * @param key the {@code Idempotency-Key}, if there is one
     * @throws Problem with a code of the contract; then nothing is stored and nothing is told
     */
    public Booked book(BookingForm form, @Nullable String key) {
        Checked asked = checked(form, key);
        limit.email(asked.email());
        CallId callId = fingerprints.callId(asked.type().practitioner(), key);
        String request = fingerprints.of(form);
        ClientId client = clients.idOf(asked.email());
        PractitionerId owner = asked.type().practitioner();
        Intakes.Attempt attempt;
        try {
            attempt = intakes.attempt(owner, callId, client, asked.answers(), asked.note());
        } catch (ErasedClient e) { // at this very moment; now the address is somebody new's
            client = clients.idOf(asked.email());
            attempt = intakes.attempt(owner, callId, client, asked.answers(), asked.note());
        }
        return book(asked, form, callId, request, client, attempt);
    }

    private Booked book(
            Checked asked, BookingForm form, CallId callId, String request, ClientId client, Intakes.Attempt attempt) {
        String answers = attempt.id();
        Booking booking = new Booking(
                callId,
                request,
                client,
                asked.offer(),
                asked.start(),
                asked.type().approval() == CallType.Approval.ON_REQUEST,
                hold(form.holdId()),
                answers,
                form.followUp(),
                () -> calls.find(callId).isPresent(),
                () -> intakes.isLate(attempt),
                claim -> fact(asked, form, claim, client));
        return switch (calendars.book(booking)) {
            case Calendars.Change.Done done -> {
                if (answers != null && answers.equals(done.claim().intake())) {
                    intakes.keep(answers);
                } else {
                    intakes.drop(answers);
                }
                yield done.fact().orElse(null) instanceof CallRequested fact
                        ? first(form, fact, request)
                        : answered(asked, form, done.claim(), request);
            }
            case Calendars.Change.Refused(Refusal why) -> {
                intakes.drop(answers);
                if (why instanceof Refusal.KnownAlready) {
                    yield repeated(callId, request);
                }
                throw Refusals.of(why);
            }
        };
    }

    /** Decided just now, so nothing of it can be known yet: written and answered without a look. */
    private Booked first(BookingForm form, CallRequested fact, String request) {
        CallId callId = fact.callId();
        log.info("Call {} is booked for client {}.", callId, fact.clientId());
        write(fact, form, request);
        return booked(Call.of(fact, clock.instant(), request), callId);
    }

    private void write(CallRequested fact, BookingForm form, String request) {
        Cause cause = Cause.command("booked:" + fact.callId());
        Optional<Consent> consent = consents.followUp(form.followUp(), clock.instant(), fact.callId());
        SideBySide.run(() -> calls.decided(fact, request), () -> clients.booked(fact, consent, cause));
    }

    private Booked answered(Checked asked, BookingForm form, Claim claim, String request) {
        Optional<Call> known = calls.find(claim.callId());
        if (known.isEmpty()) {
            ClientId client = claim.client();
            write(fact(asked, form, claim, client == null ? clients.idOf(asked.email()) : client), form, request);
        }
        return repeated(claim.callId(), request);
    }

    private Booked repeated(CallId callId, String request) {
        Call call = calls.find(callId).orElseThrow(() -> new IllegalStateException("a call has gone: " + callId));
        if (call.request() != null && !request.equals(call.request())) {
            throw Refusals.mismatch();
        }
        return booked(call, callId);
    }

    private Booked booked(Call call, CallId callId) {
        return new Booked(
                callId,
                call.asked().state(),
                call.asked().start(),
                call.asked().end(),
                call.zone().getId(),
                links.page(callId, 0),
                links.calendarFile(callId, 0));
    }

    private CallRequested fact(Checked asked, BookingForm form, Claim claim, ClientId client) {
        CallType type = asked.type();
        return new CallRequested(
                claim.callId(),
                client,
                type.practitioner(),
                asked.practitioner().name(),
                type.typeId(),
                type.name(),
                claim.start(),
                claim.end(),
                asked.zone(),
                new Contact(asked.name(), asked.email().given(), asked.phone(), LOCALE),
                form.followUp() == null ? settings.followUpByDefault() : form.followUp(),
                type.location(),
                links.page(claim.callId(), claim.generation()),
                sources.read(form.source()).orElse(null),
                claim.state() == Claim.State.CONFIRMED ? CallRequested.State.CONFIRMED : CallRequested.State.REQUESTED,
                claim.entry());
    }

    private Checked checked(BookingForm form, @Nullable String key) {
        if (key != null && !key.matches("[\\x21-\\x7e]{1," + LONGEST_KEY + "}")) {
            throw Inputs.malformed("Idempotency-Key");
        }
        CallType type = callTypes
                .find(form.callType() == null ? "" : form.callType())
                .orElseThrow(() -> Inputs.unprocessable(
                        "UNKNOWN_CALL_TYPE", "callType", Sentences.of("booking.problem.unknownCallType")));
        ZoneId zone = Inputs.zone(form.zone(), practice.zone());
        Instant start = Starts.read("start", form.start(), zone);
        Practitioner practitioner = offers.practitioner(type);
        Offer offer = offers.of(type, practitioner);
        if (form.end() != null
                && !Starts.read("end", form.end(), zone)
                        .equals(start.plus(offer.rules().duration()))) {
            throw Inputs.unprocessable(
                    "BAD_DURATION", "end", Sentences.of("booking.problem.duration", type.duration()));
        }
        return new Checked(
                type,
                practitioner,
                offer,
                zone,
                start,
                PersonFields.name(form.name()),
                PersonFields.email(form.email()),
                PersonFields.phone(form.phone()),
                Answers.checked(type.questions(), form.answers()),
                note(form.note()));
    }

    private static @Nullable String note(@Nullable String note) {
        if (note == null || note.isBlank()) {
            return null;
        }
        if (note.strip().length() > LONGEST_NOTE || !Inputs.isText(note)) {
            throw Inputs.unprocessable("BAD_NOTE", "note", Sentences.of("booking.problem.atMost", LONGEST_NOTE));
        }
        return note.strip();
    }

    private static @Nullable CallId hold(@Nullable String id) {
        if (id == null) {
            return null;
        }
        if (!id.matches("h_[0-9a-f]{32}")) {
            throw Refusals.of(new Refusal.HoldExpired());
        }
        return new CallId(id);
    }
}
