package throughline.notification.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryView;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;
import throughline.notification.why.Why;
import throughline.notification.why.Whys;
import throughline.web.problem.Problem;

/** {@code GET /api/notification/v1/clients/{id}}: what is known of a client here, for staff and for booking's export. */
@RestController
class PersonApi {

    private static final int PAGE = 500;
    private static final int MOST_PAGES = 200;

    private final Clients clients;
    private final Enrollments enrollments;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;
    private final Suppressions suppressions;
    private final Whys whys;

    PersonApi(
            Clients clients,
            Enrollments enrollments,
            Deliveries deliveries,
            Subscriptions subscriptions,
            Suppressions suppressions,
            Whys whys) {
        this.clients = clients;
        this.enrollments = enrollments;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.suppressions = suppressions;
        this.whys = whys;
    }

    record Contact(String name, String email, String phone, String language, String zone, boolean followUp) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Run(
            String id,
            String sequence,
            int version,
            Instant startedAt,
            String because,
            String state,
            @Nullable String step,
            @Nullable Instant dueAt,
            String rule,
            @Nullable String endedBecause,
            @Nullable Instant endedAt) {}

    record Suppression(String purpose, String reason, Instant at) {}

    /**
     * @param deliveries also those of the same person's subscriptions
     * @param why each mail with what led to it, and each sequence that led to none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Person(
            @Nullable Contact contact,
            List<Run> enrollments,
            List<DeliveryView> deliveries,
            List<Subscriptions.Kept> subscriptions,
            List<Suppression> suppressions,
            List<Why> why) {}

    @GetMapping("/api/notification/v1/clients/{id}")
    Person person(@PathVariable String id, Locale locale) {
        if (!id.matches("[A-Za-z0-9_-]{1,128}")) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no client of that id.");
        }
        ClientId client = new ClientId(id);
        Set<String> addresses = clients.addressesOf(client);
        List<DeliveryView> mails = new ArrayList<>(deliveriesOf(client));
        addresses.stream().map(Subscriptions::readerOf).forEach(reader -> mails.addAll(deliveriesOf(reader)));
        return new Person(
                clients.find(client).map(PersonApi::contact).orElse(null),
                pages((page, size) -> enrollments.page(id, null, null, page, size)).stream()
                        .map(PersonApi::run)
                        .toList(),
                mails,
                addresses.stream().flatMap(a -> subscriptions.of(a).stream()).toList(),
                addresses.stream()
                        .flatMap(a -> Arrays.stream(Purpose.values())
                                .flatMap(purpose -> suppressions.find(a, purpose).stream()))
                        .map(s -> new Suppression(s.purpose().code(), s.reason(), s.at()))
                        .toList(),
                whys.ofPerson(client, mails, locale));
    }

    private List<DeliveryView> deliveriesOf(ClientId person) {
        return pages((page, size) -> deliveries.page(person.value(), null, page, size, size));
    }

    private interface Reader<T> {
        List<T> read(int page, int size);
    }

    private static <T> List<T> pages(Reader<T> reader) {
        List<T> all = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            List<T> read = reader.read(page, PAGE);
            all.addAll(read);
            more = read.size() == PAGE;
        }
        return all;
    }

    private static Contact contact(KnownClient known) {
        return new Contact(
                known.name(),
                known.email(),
                known.phone(),
                known.locale(),
                known.zone().getId(),
                known.followUp());
    }

    private static Run run(Stored<Enrollment> stored) {
        Enrollment run = stored.state();
        return new Run(
                stored.id(),
                run.sequence(),
                run.version(),
                run.triggeredAt(),
                run.triggerWords(),
                run.state().name(),
                run.step(),
                run.dueAt(),
                run.rule(),
                run.endedBecause(),
                run.endedAt());
    }
}
