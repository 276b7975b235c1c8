package throughline.dashboard.today;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.dashboard.health.Watch;
import throughline.dashboard.journal.TimelineText;
import throughline.dashboard.journal.TimelineTexts;
import throughline.dashboard.practice.Alike;
import throughline.dashboard.practice.Call;
import throughline.dashboard.practice.Client;
import throughline.dashboard.practice.Delivery;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;

/** What only a person can settle: mails refused or in doubt, requests without an answer, events given up. */
@Component
class Needs {

    private static final int MOST = 8;
    private static final Duration ASKED_FOR = Duration.ofDays(14);

    private final Practice practice;
    private final TimelineTexts timeline;
    private final MessageSource texts;
    private final Clock clock;

    Needs(Practice practice, TimelineTexts timeline, MessageSource texts, Clock clock) {
        this.practice = practice;
        this.timeline = timeline;
        this.texts = texts;
        this.clock = clock;
    }

    /** The most pressing first; beyond eight of a kind the list on its own page says the rest. */
    List<TodayPage.Need> of(Watch.Seen seen, List<Call> requests, Locale locale) {
        TimelineText words = timeline.in(locale);
        List<TodayPage.Need> needs = new ArrayList<>();
        seen.refused().stream().limit(MOST).forEach(mail -> needs.add(refused(mail, words, locale)));
        seen.inDoubt().stream().limit(MOST).forEach(mail -> needs.add(inDoubt(mail, words, locale)));
        practice.replies().orElse(new Listed<>(List.of(), null)).all().stream()
                .limit(MOST)
                .forEach(reply -> needs.add(replied(reply, locale)));
        requests.stream().limit(MOST).forEach(call -> needs.add(request(call, locale)));
        overdue(locale).ifPresent(needs::add);
        if ("NOT_READY"
                .equals(practice.campaign().orElse(new Practice.Campaign("")).standing())) {
            needs.add(new TodayPage.Need(
                    "wait",
                    text("campaign", locale),
                    text("campaign.text", locale),
                    "/staff/mail/check",
                    text("campaign.look", locale),
                    null,
                    null));
        }
        practice.alike().orElse(new Listed<>(List.of(), null)).all().stream()
                .limit(MOST)
                .forEach(pair -> needs.add(alike(pair, locale)));
        if (seen.counts().deadLetters() > 0) {
            needs.add(new TodayPage.Need(
                    "wait",
                    text("dead", locale, seen.counts().deadLetters()),
                    text("dead.text", locale),
                    "/staff/operations",
                    text("look", locale),
                    null,
                    null));
        }
        return needs;
    }

    /** Calls of the last two weeks are asked about one by one; here are those that nobody answered for. */
    private Optional<TodayPage.Need> overdue(Locale locale) {
        Instant latest = clock.instant().minus(ASKED_FOR);
        List<Call> old = practice.withoutOutcome().orElse(new Listed<>(List.of(), null)).all().stream()
                .filter(call -> call.end() != null && call.end().isBefore(latest))
                .toList();
        return old.stream()
                .findFirst()
                .map(first -> new TodayPage.Need(
                        "wait",
                        text("overdue", locale, old.size()),
                        text("overdue.text", locale),
                        "/staff/calls/" + first.callId(),
                        text("overdue.look", locale),
                        null,
                        null));
    }

    private TodayPage.Need alike(Alike pair, Locale locale) {
        return new TodayPage.Need(
                "wait",
                text("alike", locale, name(pair.client(), locale), name(pair.other(), locale)),
                text("alike." + pair.reason(), locale),
                "/staff/clients/" + pair.client(),
                text("client", locale),
                null,
                null);
    }

    private String name(String client, Locale locale) {
        return practice.client(client)
                .orElse(Optional.empty())
                .map(Client::who)
                .filter(who -> !who.isEmpty())
                .orElseGet(() -> text("someone", locale));
    }

    private TodayPage.Need refused(Delivery mail, TimelineText words, Locale locale) {
        Optional<Client> client = practice.client(mail.clientId()).orElse(Optional.empty());
        String reason = mail.reason() == null ? "" : words.reasonInWords(mail.reason());
        return new TodayPage.Need(
                "bad",
                text("refused", locale, who(mail, client, locale), mail(mail, words)),
                reason.isEmpty() ? text("refused.text", locale) : text("refused.because", locale, reason),
                "/staff/clients/" + mail.clientId(),
                text("client", locale),
                client.map(Client::phone).orElse(null),
                null);
    }

    private TodayPage.Need inDoubt(Delivery mail, TimelineText words, Locale locale) {
        Optional<Client> client = practice.client(mail.clientId()).orElse(Optional.empty());
        return new TodayPage.Need(
                "wait",
                text("inDoubt", locale, who(mail, client, locale), mail(mail, words)),
                text("inDoubt.text", locale),
                "/staff/mail",
                text("why", locale),
                client.map(Client::phone).orElse(null),
                mail.id());
    }

    private TodayPage.Need replied(Practice.Reply reply, Locale locale) {
        Optional<Client> client = practice.client(reply.clientId()).orElse(Optional.empty());
        return new TodayPage.Need(
                "wait",
                text(
                        "replied",
                        locale,
                        client.map(Client::who).filter(who -> !who.isEmpty()).orElseGet(() -> text("someone", locale))),
                text("replied.text", locale),
                "/staff/mail/replies",
                text("replied.look", locale),
                client.map(Client::phone).orElse(null),
                null);
    }

    private TodayPage.Need request(Call call, Locale locale) {
        return new TodayPage.Need(
                "wait",
                text("request", locale, call.who()),
                text("request.text", locale),
                "/staff/calls/" + call.callId(),
                text("answer", locale),
                null,
                null);
    }

    private static String mail(Delivery mail, TimelineText words) {
        return words.theMailInWords(mail.purpose() == null ? "mail" : mail.purpose());
    }

    private String who(Delivery mail, Optional<Client> client, Locale locale) {
        return client.map(Client::who)
                .or(() -> Optional.ofNullable(mail.to()))
                .filter(who -> !who.isEmpty())
                .orElseGet(() -> text("someone", locale));
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage("dashboard.needs." + key, values, locale);
    }
}
