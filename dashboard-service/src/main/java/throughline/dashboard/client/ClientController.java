package throughline.dashboard.client;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.dashboard.journal.Entry;
import throughline.dashboard.journal.Journal;
import throughline.dashboard.journal.TimelineText;
import throughline.dashboard.journal.TimelineTexts;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Call;
import throughline.dashboard.practice.Client;
import throughline.dashboard.practice.Delivery;
import throughline.dashboard.practice.Enrollment;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** One client: what happens next and why, what happened so far, and how to reach them. */
@Controller
class ClientController {

    private static final int SIZE = 50;
    private static final int LAST_PAGE = 1_000;

    /** Plans are shown as what happens next; among what happened they would only repeat it. */
    private static final Set<String> PLANS = Set.of("DeliveryPlanned", "EnrollmentAdvanced");

    private final Practice practice;
    private final Journal journal;
    private final Next next;
    private final TimelineTexts timeline;
    private final PageTimes times;
    private final MessageSource texts;
    private final Clock clock;
    private final PracticeSettings settings;

    ClientController(
            Practice practice,
            Journal journal,
            Next next,
            TimelineTexts timeline,
            PageTimes times,
            MessageSource texts,
            Clock clock,
            PracticeSettings settings) {
        this.practice = practice;
        this.journal = journal;
        this.next = next;
        this.timeline = timeline;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
        this.settings = settings;
    }

    @GetMapping("/staff/clients/{id}")
    String client(@PathVariable String id, @RequestParam(defaultValue = "1") int page, Model model, Locale locale) {
        Answer<Optional<Client>> asked = practice.client(id);
        int at = Math.clamp(page, 1, LAST_PAGE);
        List<Entry> entries = journal.ofPerson(id, (at - 1) * SIZE, SIZE + 1);
        Optional<Client> found = asked.orElse(Optional.empty());
        if (found.isEmpty() && asked.missing().isEmpty() && entries.isEmpty()) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", text("unknown", locale));
        }
        Answer<Listed<Call>> calls = practice.callsOf(id);
        Answer<Listed<Enrollment>> enrollments = practice.enrollmentsOf(id);
        Answer<Listed<Delivery>> deliveries = practice.deliveriesOf(id);
        Set<String> missing = new LinkedHashSet<>();
        asked.missing().ifPresent(missing::add);
        calls.missing().ifPresent(missing::add);
        enrollments.missing().ifPresent(missing::add);
        deliveries.missing().ifPresent(missing::add);
        if (found.isPresent() && !found.get().id().equals(id)) {
            return "redirect:/staff/clients/" + found.get().id();
        }
        Client client = found.orElse(new Client(id, text("unnamed", locale), null, null, null, null, null));
        TimelineText words = timeline.in(locale);
        Instant now = clock.instant();
        Standing standing = Standing.of(at == 1 ? entries : journal.ofPerson(id, 0, SIZE), now);
        model.addAttribute(
                "shown",
                new ClientPage(
                        id,
                        client.name() == null ? text("unnamed", locale) : client.name(),
                        client.firstName(),
                        standing.code().isEmpty()
                                ? ""
                                : texts.getMessage("dashboard.clients.standing." + standing.code(), null, locale),
                        standing.state(),
                        client.email(),
                        client.phone(),
                        facts(client, locale),
                        next.of(
                                calls.orElse(new Listed<>(List.of(), null)).all(),
                                enrollments
                                        .orElse(new Listed<>(List.of(), null))
                                        .all(),
                                deliveries.orElse(new Listed<>(List.of(), null)).all(),
                                now,
                                client.zone(),
                                words),
                        happened(entries, at == 1, words),
                        at,
                        entries.size() > SIZE,
                        notes(id, locale),
                        alike(id, locale),
                        missing.stream()
                                .map(service -> text("missing." + service, locale))
                                .toList()));
        return "dashboard/client";
    }

    private List<ClientPage.Noted> notes(String id, Locale locale) {
        return practice.notesAbout(id).orElse(new Listed<>(List.of(), null)).all().stream()
                .map(note -> new ClientPage.Noted(
                        note.text() == null ? text("note.closed", locale) : note.text(),
                        text("note.by", locale, times.when(note.at(), settings.zone(), locale), note.by())))
                .toList();
    }

    private List<ClientPage.Other> alike(String id, Locale locale) {
        return practice.alike(id).orElse(new Listed<>(List.of(), null)).all().stream()
                .map(pair -> new ClientPage.Other(
                        pair.other(),
                        text(
                                "alike",
                                locale,
                                practice.client(pair.other())
                                        .orElse(Optional.empty())
                                        .map(Client::who)
                                        .orElse("")),
                        text("alike." + pair.reason(), locale)))
                .toList();
    }

    private List<ClientPage.Fact> facts(Client client, Locale locale) {
        List<ClientPage.Fact> facts = new ArrayList<>();
        String zone = client.zone();
        if (zone != null && ZoneId.getAvailableZoneIds().contains(zone)) {
            ZoneId theirs = ZoneId.of(zone);
            facts.add(new ClientPage.Fact(
                    text("zone", locale),
                    text("zone.now", locale, times.zoneName(theirs), times.time(clock.instant(), theirs, locale))));
        }
        client.consent("follow-up").ifPresent(consent -> {
            Instant at = consent.at();
            facts.add(new ClientPage.Fact(
                    text("followUp", locale),
                    text(
                            consent.given() ? "agreed" : "declined",
                            locale,
                            at == null ? "" : times.date(at, settings.zone(), locale))));
        });
        Instant since = client.since();
        if (since != null) {
            facts.add(new ClientPage.Fact(text("since", locale), times.date(since, settings.zone(), locale)));
        }
        return facts;
    }

    private List<ClientPage.Happened> happened(List<Entry> entries, boolean newest, TimelineText words) {
        List<Entry> shown = entries.stream()
                .limit(SIZE)
                .filter(entry -> !PLANS.contains(entry.type()))
                .toList();
        return IntStream.range(0, shown.size())
                .mapToObj(i -> happened(shown.get(i), newest && i == 0, words))
                .toList();
    }

    private ClientPage.Happened happened(Entry entry, boolean now, TimelineText words) {
        String kind = switch (entry.type()) {
            case "DeliveryInDoubt" -> "doubt";
            case "DeliveryRejected", "DeliveryBounced", "ComplaintReceived", "AddressSuppressed" -> "bad";
            default -> now ? "now" : "";
        };
        return new ClientPage.Happened(
                kind,
                words.of(entry),
                words.note(entry),
                times.machine(entry.at()),
                times.when(entry.at(), settings.zone(), words.locale()),
                entry.service(),
                entry.id());
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage("dashboard.client." + key, values, locale);
    }
}
