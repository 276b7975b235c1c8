package throughline.dashboard.today;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import throughline.dashboard.health.Watch;
import throughline.dashboard.journal.TimelineTexts;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Call;
import throughline.dashboard.practice.CallType;
import throughline.dashboard.practice.Client;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;
import throughline.dashboard.practice.Sequence;
import throughline.service.PracticeSettings;
import throughline.web.page.Durations;
import throughline.web.page.PageTimes;

/** Today. A service that does not answer leaves a gap that is named; the rest of the page is there. */
@Controller
class TodayController {

    private static final int BACK_DAYS = 14;
    private static final int AHEAD_DAYS = 21;
    private static final List<String> HELD = List.of("BECAME_CLIENT", "INTERESTED", "NOT_NOW", "NOT_A_FIT");

    private final Practice practice;
    private final Watch watch;
    private final Needs needs;
    private final TimelineTexts timeline;
    private final PageTimes times;
    private final MessageSource texts;
    private final Clock clock;
    private final ZoneId zone;

    TodayController(
            Practice practice,
            Watch watch,
            Needs needs,
            TimelineTexts timeline,
            PageTimes times,
            MessageSource texts,
            Clock clock,
            PracticeSettings settings) {
        this.practice = practice;
        this.watch = watch;
        this.needs = needs;
        this.timeline = timeline;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
        this.zone = settings.zone();
    }

    @GetMapping("/staff")
    String staff() {
        return "redirect:/staff/today";
    }

    @GetMapping("/staff/today")
    String today(Model model, Locale locale) {
        Instant now = clock.instant();
        LocalDate date = now.atZone(zone).toLocalDate();
        Answer<Listed<Call>> calls = practice.calls(date.minusDays(BACK_DAYS), date.plusDays(AHEAD_DAYS));
        Watch.Seen seen = watch.now();
        Agenda agenda = Agenda.of(calls.orElse(new Listed<>(List.of(), null)).all(), now, zone);
        List<Call> requests =
                practice.requests().orElse(new Listed<>(List.of(), null)).all();
        List<TodayPage.Need> needed = needs.of(seen, requests, locale);
        Set<String> missing = new LinkedHashSet<>(seen.missing());
        calls.missing().ifPresent(missing::add);
        model.addAttribute(
                "shown",
                new TodayPage(
                        times.day(date, zone, locale),
                        lead(agenda, needed.size(), locale),
                        open(agenda.open(), locale),
                        agenda.next().map(call -> next(call, now, locale)).orElse(null),
                        needed,
                        week(agenda, now, locale),
                        missing.stream()
                                .map(service -> text("missing." + service, locale))
                                .toList()));
        return "dashboard/today";
    }

    private String lead(Agenda agenda, int needed, Locale locale) {
        String calls = text("lead.calls", locale, agenda.open().size(), agenda.toCome(), agenda.underWay());
        boolean besideThem = !agenda.open().isEmpty();
        return calls + " " + text(besideThem ? "lead.needs-else" : "lead.needs", locale, needed);
    }

    private List<TodayPage.Open> open(List<Call> calls, Locale locale) {
        if (calls.isEmpty()) {
            return List.of();
        }
        Answer<Listed<Sequence>> sequences = practice.sequences();
        List<TodayPage.Choice> held =
                HELD.stream().map(outcome -> choice(outcome, sequences, locale)).toList();
        TodayPage.Choice missed = choice("NO_SHOW", sequences, locale);
        return calls.stream()
                .map(call -> new TodayPage.Open(
                        call.callId(),
                        call.clientId(),
                        text("open", locale, call.who()),
                        text("open.when", locale, dayOf(Agenda.start(call), locale), range(call, locale)),
                        held,
                        missed))
                .toList();
    }

    private TodayPage.Choice choice(String outcome, Answer<Listed<Sequence>> sequences, Locale locale) {
        String then = switch (sequences) {
            case Answer.Known<Listed<Sequence>>(Listed<Sequence> known) -> {
                int mails = known.all().stream()
                        .filter(sequence -> sequence.startsAt(outcome))
                        .mapToInt(Sequence::mails)
                        .sum();
                yield text("then", locale, mails);
            }
            case Answer.Missing<Listed<Sequence>> missing -> "";
        };
        return new TodayPage.Choice(outcome, text("outcome." + outcome, locale), then);
    }

    private TodayPage.Next next(Call call, Instant now, Locale locale) {
        Optional<Client> client = practice.client(call.clientId()).orElse(Optional.empty());
        Optional<CallType> type = practice.callTypes().orElse(List.of()).stream()
                .filter(t -> t.id().equals(call.callType()))
                .findFirst();
        List<TodayPage.Fact> facts = new ArrayList<>();
        Optional.ofNullable(call.answers())
                .orElse(Map.of())
                .forEach((question, answer) -> facts.add(new TodayPage.Fact(
                        type.map(t -> t.label(question)).orElse(question), inWords(answer, locale))));
        Duration until = Duration.between(now, Agenda.start(call));
        List<String> meta = new ArrayList<>();
        if (until.isPositive()) {
            meta.add(text("next.in", locale, Durations.inWords(until)));
        }
        type.ifPresent(t -> meta.add(text(
                "next.type",
                locale,
                t.name(),
                Duration.between(Agenda.start(call), Agenda.end(call)).toMinutes())));
        theirTime(call, locale).ifPresent(meta::add);
        return new TodayPage.Next(
                heading(call, now, locale),
                String.join(" ", meta),
                call.callId(),
                call.clientId(),
                client.map(Client::phone).orElse(null),
                facts);
    }

    private String heading(Call call, Instant now, Locale locale) {
        if (!Agenda.start(call).isAfter(now)) {
            return text("next.now", locale, call.who(), time(call, locale));
        }
        boolean today = Agenda.start(call)
                .atZone(zone)
                .toLocalDate()
                .equals(now.atZone(zone).toLocalDate());
        return today
                ? text("next", locale, call.who(), time(call, locale))
                : text("next.later", locale, call.who(), dayOf(Agenda.start(call), locale), time(call, locale));
    }

    private Optional<String> theirTime(Call call, Locale locale) {
        String theirs = call.zone();
        if (theirs == null
                || theirs.equals(zone.getId())
                || !ZoneId.getAvailableZoneIds().contains(theirs)) {
            return Optional.empty();
        }
        ZoneId their = ZoneId.of(theirs);
        return Optional.of(
                text("next.theirs", locale, times.time(Agenda.start(call), their, locale), times.zoneName(their)));
    }

    private String inWords(@Nullable Object answer, Locale locale) {
        return switch (answer) {
            case null -> "";
            case Boolean yes -> text(yes ? "yes" : "no", locale);
            case List<?> several ->
                String.join(", ", several.stream().map(String::valueOf).toList());
            default -> answer.toString();
        };
    }

    private List<TodayPage.Day> week(Agenda agenda, Instant now, Locale locale) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return agenda.days().entrySet().stream()
                .map(day -> new TodayPage.Day(
                        day.getKey().equals(today) ? text("today", locale) : times.day(day.getKey(), zone, locale),
                        day.getValue().stream()
                                .map(call -> line(call, now, locale))
                                .toList()))
                .toList();
    }

    private TodayPage.Line line(Call call, Instant now, Locale locale) {
        boolean past = !Agenda.end(call).isAfter(now);
        String outcome = call.outcome();
        String meta = outcome != null && call.hasOutcome()
                ? timeline.in(locale).outcomeInWords(outcome)
                : past ? text("line.open", locale) : "";
        String state = !call.hasOutcome() ? "" : "NO_SHOW".equals(outcome) ? "wait" : "ok";
        return new TodayPage.Line(
                times.machine(Agenda.start(call)), time(call, locale), past, call.who(), call.clientId(), meta, state);
    }

    private String dayOf(Instant at, Locale locale) {
        LocalDate day = at.atZone(zone).toLocalDate();
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        return day.equals(today)
                ? text("today", locale)
                : day.equals(today.plusDays(1)) ? text("tomorrow", locale) : times.day(day, zone, locale);
    }

    private String time(Call call, Locale locale) {
        return times.time(Agenda.start(call), zone, locale);
    }

    private String range(Call call, Locale locale) {
        return times.range(Agenda.start(call), Agenda.end(call), zone, locale);
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage("dashboard.today." + key, values, locale);
    }
}
