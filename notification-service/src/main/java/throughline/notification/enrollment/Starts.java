package throughline.notification.enrollment;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.enrollment.Enrollment.Passed;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.SequenceStates;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.suppression.Suppressions;
import throughline.service.PracticeSettings;

/** What an event about a client starts, and what it ends. The same for every event of the catalogue. */
@Component
class Starts {

    private final Sequences sequences;
    private final Enrollments enrollments;
    private final Suppressions suppressions;
    private final SequenceStates states;
    private final Steering steering;
    private final Deliveries deliveries;
    private final Happenings happenings;
    private final Clients clients;
    private final PracticeSettings practice;

    Starts(
            Sequences sequences,
            Enrollments enrollments,
            Suppressions suppressions,
            SequenceStates states,
            Steering steering,
            Deliveries deliveries,
            Happenings happenings,
            Clients clients,
            PracticeSettings practice) {
        this.sequences = sequences;
        this.enrollments = enrollments;
        this.suppressions = suppressions;
        this.states = states;
        this.steering = steering;
        this.deliveries = deliveries;
        this.happenings = happenings;
        this.clients = clients;
        this.practice = practice;
    }

    /** Whether any version that people may be in starts or ends by such an event, and was there when it happened. */
    boolean anyoneWaitsFor(String eventName, Envelope event) {
        return sequences.mention(eventName, event.id().toString());
    }

    /** Ends the client's runs whose goal this event is; runs that began after it are left alone when it is told again. */
    void reachGoals(ClientId client, String eventName, Envelope event) {
        String id = event.id().toString();
        enrollments.endAll(
                client,
                run -> run.triggerId().compareTo(id) < 0
                        && sequences
                                .version(run.sequence(), run.version())
                                .filter(v -> v.definition().goals().contains(eventName))
                                .isPresent(),
                reasonOf(eventName),
                Cause.of(event, "goal"));
    }

    /** Starts every live sequence that waited for such an event when it happened. */
    void start(
            ClientId client,
            @Nullable KnownClient known,
            @Nullable KnownCall call,
            @Nullable CallId callId,
            EventFields fields,
            Envelope event) {
        if (clients.wasErasedAfter(client, event.id().toString())) {
            return;
        }
        EventFields asked = fields.about(call);
        happenings.note(client, callId, call == null ? null : call.start(), asked, event);
        List<SequenceVersion> started = sequences.startedBy(event.id().toString(), asked::starts);
        for (SequenceVersion version : started) {
            EnrollmentId id = Enrollments.id(event.id().toString(), version.sequence());
            Enrollment fresh = fresh(client, known, call, callId, fields.name(), version, event);
            Enrollment begun = enrollments.start(
                    id,
                    fresh,
                    version,
                    refusal(version, known, event).orElse(null),
                    states.pausedSince(version.sequence()).isPresent(),
                    Cause.of(event, "start:" + version.sequence()));
            steering.tellLeftOutOnce(id, fresh.passed().size(), begun, version);
        }
    }

    /**
     * Steps the client has had already from this sequence for this call: an outcome that is corrected back goes on where it
     * stopped. What was taken back before it was sent may still come.
     */
    private List<Passed> hadBefore(ClientId client, @Nullable CallId callId, SequenceVersion version, String event) {
        if (callId == null || !event.equals("CallOutcomeRecorded")) {
            return List.of();
        }
        List<Stored<Enrollment>> earlier = enrollments.ofClient(client).stream()
                .filter(run -> run.state().sequence().equals(version.sequence())
                        && callId.equals(run.state().callId())
                        && run.state().triggerEvent().equals(event))
                .toList();
        if (earlier.isEmpty()) {
            return List.of();
        }
        Set<String> sent = deliveries.stepsSent(
                earlier.stream().map(run -> new EnrollmentId(run.id())).toList());
        Map<String, Passed> had = new LinkedHashMap<>();
        for (Stored<Enrollment> run : earlier) {
            run.state().passed().stream()
                    .filter(passed -> passed.leftOut() == null && sent.contains(passed.step()))
                    .forEach(passed -> had.putIfAbsent(passed.step(), passed));
        }
        return List.copyOf(had.values());
    }

    private Enrollment fresh(
            ClientId client,
            @Nullable KnownClient known,
            @Nullable KnownCall call,
            @Nullable CallId callId,
            String eventName,
            SequenceVersion version,
            Envelope event) {
        ZoneId zone = known != null && version.definition().zone() == ZoneOf.CLIENT ? known.zone() : practice.zone();
        Instant callStart = call == null ? null : call.start();
        return new Enrollment(
                client,
                version.sequence(),
                version.version(),
                callId,
                eventName,
                event.id().toString(),
                event.correlationId(),
                event.time(),
                Kinds.inWords(eventName),
                zone,
                callStart,
                event.time(),
                Status.WAITING,
                Enrollments.slotOf(client),
                null,
                null,
                null,
                "",
                Lateness.NONE,
                0,
                null,
                null,
                hadBefore(client, callId, version, eventName));
    }

    /** Why a run is over before it begins. An unknown client is looked at again when the first step is due. */
    private Optional<String> refusal(SequenceVersion version, @Nullable KnownClient known, Envelope event) {
        if (known == null) {
            return Optional.empty();
        }
        Optional<String> goal = version.definition().goals().stream()
                .filter(g -> known.hadSince(g, event.id().toString()))
                .findFirst()
                .map(Starts::reasonOf);
        if (goal.isPresent() || !Kinds.followsUp(version)) {
            return goal;
        }
        return known.followUp()
                ? suppressions.reason(known.address(), Kinds.consent(version))
                : Optional.of("no_consent");
    }

    private static String reasonOf(String goal) {
        return goal.equals("CallRequested") ? "booked" : "goal:" + goal;
    }
}
