package throughline.dashboard.practice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;

/** The questions this service puts to booking, notification and content. */
@Component
public class Practice {

    private static final String BOOKING = "booking";
    private static final String NOTIFICATION = "notification";

    /** As many as a list answers at once. */
    public static final int MOST = 500;

    private static final ParameterizedTypeReference<Listed<Call>> CALLS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Client>> CLIENTS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Client> CLIENT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Note>> NOTES = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Alike>> ALIKE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Receipt> RECEIPT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<CallType>> CALL_TYPES = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Delivery>> DELIVERIES =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Enrollment>> ENROLLMENTS =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Sequence>> SEQUENCES = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Article>> ARTICLES = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<Campaign> CAMPAIGN = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Job>> JOBS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Listed<Reply>> REPLIES = new ParameterizedTypeReference<>() {};

    private final Ask ask;
    private final Clock clock;

    Practice(Ask ask, Clock clock) {
        this.ask = ask;
        this.clock = clock;
    }

    /** An article's title, as content lists it. */
    public record Article(String id, String title) {}

    /** Calls of the practice's days from {@code from} to {@code to}, both included. */
    public Answer<Listed<Call>> calls(LocalDate from, LocalDate to) {
        return ask.get(BOOKING, CALLS, "/api/booking/v1/calls?from={from}&to={to}&size={size}", from, to, MOST);
    }

    /** Calls asked for without a time, or waiting to be confirmed. */
    public Answer<Listed<Call>> requests() {
        return ask.get(BOOKING, CALLS, "/api/booking/v1/calls?state=REQUESTED&size={size}", MOST);
    }

    public Answer<Listed<Call>> callsOf(String client) {
        return ask.get(BOOKING, CALLS, "/api/booking/v1/calls?client={client}&size={size}", client, MOST);
    }

    public Answer<List<CallType>> callTypes() {
        return ask.get(BOOKING, CALL_TYPES, "/api/booking/v1/call-types");
    }

    public Answer<Listed<Client>> clients(String q, int page, int size) {
        return ask.get(BOOKING, CLIENTS, "/api/booking/v1/clients?q={q}&page={page}&size={size}", q, page, size);
    }

    public Answer<Optional<Client>> client(String id) {
        return ask.find(BOOKING, CLIENT, "/api/booking/v1/clients/{id}", id);
    }

    public Answer<Listed<Delivery>> deliveriesOf(String client) {
        return ask.get(
                NOTIFICATION, DELIVERIES, "/api/notification/v1/deliveries?client={client}&size={size}", client, MOST);
    }

    /** Deliveries in one state, for example {@code IN_DOUBT}. */
    public Answer<Listed<Delivery>> deliveries(String state) {
        return ask.get(
                NOTIFICATION, DELIVERIES, "/api/notification/v1/deliveries?state={state}&size={size}", state, MOST);
    }

    public Answer<Listed<Enrollment>> enrollmentsOf(String client) {
        return ask.get(
                NOTIFICATION,
                ENROLLMENTS,
                "/api/notification/v1/enrollments?client={client}&size={size}",
                client,
                MOST);
    }

    /** Somebody who wrote back and whom nobody has answered yet, as far as staff have said. */
    public record Reply(String id, String clientId) {}

    public Answer<Listed<Reply>> replies() {
        return ask.get(NOTIFICATION, REPLIES, "/api/notification/v1/replies?size={size}", 50);
    }

    /** Whether mail may go to many readers without a warning: {@code READY, NOT_READY, UNCHECKED, NOT_NEEDED}. */
    public record Campaign(@Nullable String standing) {}

    public Answer<Campaign> campaign() {
        return ask.get(NOTIFICATION, CAMPAIGN, "/api/notification/v1/deliverability/campaign");
    }

    /** Those that wait for their next step. */
    public Answer<Listed<Enrollment>> waiting() {
        return ask.get(NOTIFICATION, ENROLLMENTS, "/api/notification/v1/enrollments?state=WAITING&size={size}", MOST);
    }

    /**
     * Something that runs by itself.
     *
     * @param lateSeconds how long after its nominal time it began
     */
    public record Job(
            String name,
            @Nullable Instant next,
            @Nullable Instant lastAt,
            @Nullable String lastState,
            @Nullable String lastResult,
            @Nullable Long lateSeconds) {}

    /** The look for due runs, and the jobs of a time of day. */
    public Answer<Listed<Job>> jobs() {
        return ask.get(NOTIFICATION, JOBS, "/api/notification/v1/cron");
    }

    public Answer<Listed<Sequence>> sequences() {
        return ask.get(NOTIFICATION, SEQUENCES, "/api/notification/v1/sequences?size={size}", MOST);
    }

    public Answer<Listed<Article>> articles() {
        return ask.get("content", ARTICLES, "/api/content/v1/articles?size={size}", MOST);
    }

    /** Notes of staff, newest first. */
    public Answer<Listed<Note>> notesAbout(String client) {
        return ask.get(BOOKING, NOTES, "/api/booking/v1/clients/{id}/notes", client);
    }

    /** Others who may be the same person. */
    public Answer<Listed<Alike>> alike(String client) {
        return ask.get(BOOKING, ALIKE, "/api/booking/v1/clients/duplicates?client={client}", client);
    }

    /** All pairs that may be one person. */
    public Answer<Listed<Alike>> alike() {
        return ask.get(BOOKING, ALIKE, "/api/booking/v1/clients/duplicates");
    }

    /** Calls that are over and have no outcome, the oldest first. */
    public Answer<Listed<Call>> withoutOutcome() {
        return ask.get(BOOKING, CALLS, "/api/booking/v1/calls?outcome=none&size={size}", MOST);
    }

    public Answer<Optional<Receipt>> erasure(String client) {
        return ask.find(BOOKING, RECEIPT, "/api/booking/v1/clients/{id}/erasure", client);
    }

    /** How many of a client's calls are ahead and stand. */
    public long aheadOf(String client) {
        return callsOf(client).orElse(new Listed<>(List.of(), null)).all().stream()
                .filter(call -> call.isOpenAfter(clock.instant()))
                .count();
    }
}
