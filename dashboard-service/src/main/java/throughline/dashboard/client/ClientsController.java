package throughline.dashboard.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.dashboard.journal.Journal;
import throughline.dashboard.journal.TimelineText;
import throughline.dashboard.journal.TimelineTexts;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Client;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** The list of clients: booking knows who they are, the journal where each stands. */
@Controller
class ClientsController {

    private static final int SIZE = 25;
    private static final int LOOK_BACK = 60;
    private static final Duration LOOK_BACK_FOR_SPAM = Duration.ofDays(7);
    private static final int LONGEST_QUERY = 100;
    private static final int LAST_PAGE = 10_000;

    private final Practice practice;
    private final Journal journal;
    private final TimelineTexts timeline;
    private final PageTimes times;
    private final MessageSource texts;
    private final Clock clock;
    private final PracticeSettings settings;

    ClientsController(
            Practice practice,
            Journal journal,
            TimelineTexts timeline,
            PageTimes times,
            MessageSource texts,
            Clock clock,
            PracticeSettings settings) {
        this.practice = practice;
        this.journal = journal;
        this.timeline = timeline;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
        this.settings = settings;
    }

    @GetMapping("/staff/clients")
    String clients(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            Locale locale) {
        String query = q.strip().substring(0, Math.min(q.strip().length(), LONGEST_QUERY));
        int shown = Math.clamp(page, 1, LAST_PAGE);
        Answer<Listed<Client>> found = practice.clients(query, shown, SIZE);
        Listed<Client> clients = found.orElse(new Listed<>(List.of(), null));
        TimelineText words = timeline.in(locale);
        model.addAttribute(
                "shown",
                new ClientsPage(
                        query,
                        clients.all().stream()
                                .map(client -> row(client, words, locale))
                                .toList(),
                        shown,
                        clients.more(),
                        found.missing().isPresent(),
                        journal.count(
                                "SpamSuspected",
                                clock.instant().minus(LOOK_BACK_FOR_SPAM),
                                clock.instant().plusSeconds(1))));
        return "dashboard/clients";
    }

    private ClientsPage.Row row(Client client, TimelineText words, Locale locale) {
        Standing standing = Standing.of(journal.ofPerson(client.id(), 0, LOOK_BACK), clock.instant());
        String next = standing.nextCall()
                .map(at -> text("next.call", locale, when(at, locale)))
                .or(() -> standing.nextStep().map(at -> text("next.mail", locale, when(at, locale))))
                .orElse("");
        String who = client.who().isEmpty() ? text("unnamed", locale) : client.who();
        return new ClientsPage.Row(
                client.id(),
                who,
                standing.code().isEmpty() ? "" : text("standing." + standing.code(), locale),
                standing.state(),
                standing.last()
                        .map(entry -> words.of(entry) + ", " + times.date(entry.at(), settings.zone(), locale))
                        .orElse(""),
                next);
    }

    private String when(Instant at, Locale locale) {
        return times.when(at, settings.zone(), locale);
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage("dashboard.clients." + key, values, locale);
    }
}
