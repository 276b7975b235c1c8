package throughline.dashboard.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.dashboard.flow.Flow;
import throughline.dashboard.health.Watch;
import throughline.dashboard.journal.TimelineText;
import throughline.dashboard.journal.TimelineTexts;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Client;
import throughline.dashboard.practice.Delivery;
import throughline.dashboard.practice.Enrollment;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;
import throughline.event.EventTypes;
import throughline.inbox.DeadLetter;
import throughline.service.Light;
import throughline.service.PracticeSettings;
import throughline.web.page.Durations;
import throughline.web.page.PageTimes;
import throughline.web.security.Staff;

/** "Is everything all right?" in one page; replaying a dead letter asks first, in a dry run, and acts with the second button. */
@Controller
class OperationsController {

    private static final int DOUBTS = 20;
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Watch watch;
    private final DeadLetters deadLetters;
    private final Practice practice;
    private final TimelineTexts timeline;
    private final PageTimes times;
    private final MessageSource texts;
    private final Clock clock;
    private final ZoneId zone;

    OperationsController(
            Watch watch,
            DeadLetters deadLetters,
            Practice practice,
            TimelineTexts timeline,
            PageTimes times,
            MessageSource texts,
            Clock clock,
            PracticeSettings settings) {
        this.watch = watch;
        this.deadLetters = deadLetters;
        this.practice = practice;
        this.timeline = timeline;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
        this.zone = settings.zone();
    }

    @GetMapping("/staff/operations")
    String operations(Model model, Locale locale) {
        return page(model, null, null, null, locale);
    }

    /** The lights alone, for the page to fetch again. */
    @GetMapping("/staff/operations/lights")
    String lights(Model model, Locale locale) {
        model.addAttribute("lights", lamps(watch.now(), locale));
        return "dashboard/operations :: lights(lights=${lights})";
    }

    @PostMapping("/staff/operations/dead-letters/try")
    String dryRun(@RequestParam String id, @AuthenticationPrincipal Staff staff, Model model, Locale locale) {
        return switch (deadLetters.replay(staff, id, true)) {
            case DeadLetters.Result.Done(DeadLetters.Replayed replayed) ->
                page(model, null, id, text("dryRun", locale, replayed.handled()), locale);
            case DeadLetters.Result.Unknown unknown -> page(model, said("wait", "gone", locale), null, null, locale);
            case DeadLetters.Result.Silent(String service) ->
                page(model, said("bad", "silent", locale, service), null, null, locale);
        };
    }

    @PostMapping("/staff/operations/dead-letters/replay")
    String replay(@RequestParam String id, @AuthenticationPrincipal Staff staff, Model model, Locale locale) {
        OperationsPage.Said said = switch (deadLetters.replay(staff, id, false)) {
            case DeadLetters.Result.Done(DeadLetters.Replayed replayed) ->
                replayed.succeeded()
                        ? said("ok", "replayed", locale, replayed.handled())
                        : said("bad", "failedAgain", locale, Objects.requireNonNullElse(replayed.message(), ""));
            case DeadLetters.Result.Unknown unknown -> said("wait", "gone", locale);
            case DeadLetters.Result.Silent(String service) -> said("bad", "silent", locale, service);
        };
        watch.again();
        return page(model, said, null, null, locale);
    }

    private String page(
            Model model,
            OperationsPage.@Nullable Said said,
            @Nullable String tried,
            @Nullable String dryRun,
            Locale locale) {
        Watch.Seen seen = watch.now();
        Answer<Listed<Enrollment>> waiting = practice.waiting();
        Optional<DueChart> due = due(waiting, locale);
        List<OperationsPage.Lamp> lights = lamps(seen, locale);
        model.addAttribute("lights", lights);
        model.addAttribute(
                "shown",
                new OperationsPage(
                        seen.sentence(),
                        times.time(seen.at(), zone, locale),
                        lights,
                        doubts(seen, locale),
                        seen.flows().orElse(List.of()).stream()
                                .map(flow -> row(flow, locale))
                                .toList(),
                        seen.flows().isPresent(),
                        seen.unpublished(),
                        seen.deadLetters().stream()
                                .map(letter -> letter(letter, tried, dryRun, locale))
                                .toList(),
                        due.orElse(null),
                        due.map(chart -> dueText(chart, waiting, locale)).orElse(text("due.unknown", locale)),
                        due.map(DueChart::rows).orElse(List.of()).stream()
                                .map(row -> new OperationsPage.DueRow(times.when(row.hour(), zone, locale), row.due()))
                                .toList(),
                        practice.jobs().orElse(new Listed<>(List.of(), null)).all().stream()
                                .map(job -> job(job, locale))
                                .toList(),
                        said));
        return "dashboard/operations";
    }

    private List<OperationsPage.Lamp> lamps(Watch.Seen seen, Locale locale) {
        return seen.lights().stream()
                .map(light -> new OperationsPage.Lamp(
                        light.name(), badge(light.state()), word(light, locale), light.reason()))
                .toList();
    }

    private static String badge(Light.State state) {
        return switch (state) {
            case WORKING -> "ok";
            case SLOW, NEEDS_DECISION -> "wait";
            case STOPPED -> "bad";
            case UNMEASURED -> "planned";
        };
    }

    private String word(Light light, Locale locale) {
        boolean onTime = light.name().equals("Due work") && light.state() == Light.State.WORKING;
        return text(onTime ? "state.onTime" : "state." + light.state(), locale);
    }

    private List<OperationsPage.Doubt> doubts(Watch.Seen seen, Locale locale) {
        TimelineText words = timeline.in(locale);
        return seen.inDoubt().stream()
                .limit(DOUBTS)
                .map(mail -> new OperationsPage.Doubt(
                        mail.id(),
                        text("doubt.what", locale, mailInWords(mail, words), who(mail, locale)),
                        mail.since() == null ? "" : text("doubt.since", locale, Durations.inWords(since(mail))),
                        mail.clientId()))
                .toList();
    }

    private Duration since(Delivery mail) {
        Duration since = Duration.between(Objects.requireNonNull(mail.since()), clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private static String mailInWords(Delivery mail, TimelineText words) {
        return words.mailInWords(
                mail.purpose() == null ? "mail" : mail.purpose(), mail.step() == null ? "" : mail.step());
    }

    private String who(Delivery mail, Locale locale) {
        return Optional.ofNullable(mail.to())
                .filter(who -> !who.isEmpty())
                .or(() -> practice.client(mail.clientId())
                        .orElse(Optional.empty())
                        .map(Client::who)
                        .filter(who -> !who.isEmpty()))
                .orElseGet(() -> text("someone", locale));
    }

    private OperationsPage.FlowRow row(Flow flow, Locale locale) {
        long worst = flow.lastHour().stream().mapToLong(Long::longValue).max().orElse(0);
        return new OperationsPage.FlowRow(
                flow.from().isEmpty()
                        ? text("flow.nothing", locale, flow.to())
                        : text("flow.name", locale, flow.from(), flow.to()),
                flow.group(),
                Durations.inWords(flow.lag()),
                Durations.inWords(flow.worstToday()),
                flow.waiting(),
                flow.read(),
                points(flow.lastHour()),
                text("flow.spark", locale, Durations.inWords(Duration.ofSeconds(worst))));
    }

    /** 120 wide, 30 high; the highest point is the worst of the hour, or 10 s where nothing was worse. */
    private static String points(List<Long> seconds) {
        if (seconds.size() < 2) {
            return "";
        }
        double most =
                Math.max(10, seconds.stream().mapToLong(Long::longValue).max().orElse(0));
        double step = 120.0 / (seconds.size() - 1);
        return String.join(
                " ",
                IntStream.range(0, seconds.size())
                        .mapToObj(i -> Math.round(i * step * 10) / 10.0 + ","
                                + Math.round((26 - 22 * seconds.get(i) / most) * 10) / 10.0)
                        .toList());
    }

    private OperationsPage.Letter letter(
            DeadLetter letter, @Nullable String tried, @Nullable String dryRun, Locale locale) {
        String type = letter.type() == null ? text("letter.unknown", locale) : EventTypes.shortName(letter.type());
        String about = text("letter.group", locale, type, letter.group(), times.when(letter.at(), zone, locale)) + " "
                + text("letter.waiting", locale, letter.waiting());
        return new OperationsPage.Letter(
                letter.id(), cause(letter.cause()), about, letter.id().equals(tried) ? dryRun : null);
    }

    /** The last part of {@code some.package.SomeException: what went wrong}. */
    private static String cause(String cause) {
        String plain = cause.replaceFirst("^([\\w$]+\\.)+", "");
        return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
    }

    private Optional<DueChart> due(Answer<Listed<Enrollment>> waiting, Locale locale) {
        return switch (waiting) {
            case Answer.Known<Listed<Enrollment>>(Listed<Enrollment> known) ->
                Optional.of(DueChart.of(
                        known.all().stream()
                                .map(Enrollment::dueAt)
                                .filter(Objects::nonNull)
                                .<Instant>map(Objects::requireNonNull)
                                .toList(),
                        clock.instant(),
                        zone,
                        at -> hour(at, locale)));
            case Answer.Missing<Listed<Enrollment>> missing -> Optional.empty();
        };
    }

    private OperationsPage.Job job(Practice.Job job, Locale locale) {
        boolean failed = "FAILED".equals(job.lastState());
        long late = job.lateSeconds() == null ? 0 : job.lateSeconds();
        String key = failed ? "failed" : late > LATE.toSeconds() ? "late" : job.lastAt() == null ? "new" : "onTime";
        String name = texts.getMessage("dashboard.operations.job." + job.name(), null, job.name(), locale);
        return new OperationsPage.Job(
                Objects.requireNonNullElse(name, job.name()),
                failed ? "bad" : key.equals("late") ? "wait" : key.equals("new") ? "planned" : "ok",
                text("job.word." + key, locale, Durations.inWords(Duration.ofSeconds(late))),
                job.next() == null ? "" : text("job.next", locale, times.when(job.next(), zone, locale)),
                job.lastAt() == null
                        ? ""
                        : text(
                                "job.last",
                                locale,
                                times.when(job.lastAt(), zone, locale),
                                Objects.requireNonNullElse(job.lastResult(), "")));
    }

    private String hour(Instant at, Locale locale) {
        return times.time(at, zone, locale).replace(":00", "");
    }

    private String dueText(DueChart chart, Answer<Listed<Enrollment>> waiting, Locale locale) {
        boolean more = waiting.orElse(new Listed<>(List.of(), null)).more();
        String text = text("due.text", locale, chart.total(), chart.overdue());
        return more ? text + " " + text("due.more", locale, Practice.MOST) : text;
    }

    private OperationsPage.Said said(String kind, String key, Locale locale, Object... values) {
        return new OperationsPage.Said(kind, text("said." + key, locale, values));
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage("dashboard.operations." + key, values, locale);
    }
}
