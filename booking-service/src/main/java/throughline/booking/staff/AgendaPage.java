package throughline.booking.staff;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.calltype.CallTypes;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** The agenda of a day or a week in the practice's zone, and the list of calls whose outcome is not recorded yet. */
@Controller
class AgendaPage {

    private static final int MOST = 500;
    private static final Period LOOKED_BACK = Period.ofDays(180);

    private final Calls calls;
    private final CallTypes callTypes;
    private final CallWords words;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;
    private final Clock clock;

    AgendaPage(
            Calls calls,
            CallTypes callTypes,
            CallWords words,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts,
            Clock clock) {
        this.calls = calls;
        this.callTypes = callTypes;
        this.words = words;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
        this.clock = clock;
    }

    record Entry(String callId, String machine, String time, String name, String meta, boolean past, boolean gone) {}

    record Day(String title, List<Entry> entries) {}

    record Option(String value, String text, boolean chosen) {}

    record Agenda(
            String title,
            String zone,
            String made,
            boolean day,
            LocalDate from,
            LocalDate before,
            LocalDate after,
            List<Option> states,
            List<Option> types,
            int open,
            List<Day> days) {}

    @GetMapping("/staff/calls")
    ModelAndView agenda(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String type,
            Locale locale) {
        ZoneId zone = practice.zone();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate asked = from == null || from.isBlank() ? today : Inputs.date("from", from);
        boolean day = "day".equals(view);
        LocalDate first = day ? asked : asked.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate last = day ? first : first.plusDays(6);
        Optional<Call.State> only = Arrays.stream(Call.State.values())
                .filter(s -> s.name().equals(state))
                .findFirst();
        List<Bson> parts = new ArrayList<>(List.of(
                Filters.gte("state.start", startOf(first)), Filters.lt("state.start", startOf(last.plusDays(1)))));
        only.ifPresent(s -> parts.add(Filters.eq("state.state", s.name())));
        if (type != null && !type.isBlank()) {
            parts.add(Filters.eq("state.callType", type));
        }
        String title = day
                ? text("booking.staff.agenda.day", locale, times.day(first, zone, locale))
                : text(
                        "booking.staff.agenda",
                        locale,
                        times.date(noon(first, zone), zone, locale),
                        times.date(noon(last, zone), zone, locale));
        return new ModelAndView(
                "booking/agenda",
                Map.of(
                        "shown",
                        new Agenda(
                                title,
                                times.zoneName(zone),
                                times.when(clock.instant(), zone, locale),
                                day,
                                first,
                                first.minusDays(day ? 1 : 7),
                                first.plusDays(day ? 1 : 7),
                                states(only, locale),
                                types(type),
                                withoutOutcome().size(),
                                byDay(calls.find(Filters.and(parts), 0, MOST), locale))));
    }

    /** Calls that are over and of which nobody has said how they went, the latest first. */
    @GetMapping("/staff/calls/open")
    ModelAndView open(Locale locale) {
        return new ModelAndView(
                "booking/open", Map.of("days", byDay(withoutOutcome().reversed(), locale)));
    }

    private List<Stored<Call>> withoutOutcome() {
        Instant now = clock.instant();
        return calls
                .find(
                        Filters.and(
                                Filters.eq("state.state", Call.State.CONFIRMED.name()),
                                Filters.lt("state.start", Date.from(now)),
                                Filters.gte("state.start", Date.from(now.minus(LOOKED_BACK))),
                                Filters.exists("state.outcome", false)),
                        0,
                        MOST)
                .stream()
                .filter(call -> words.waitsForOutcome(call.state()))
                .toList();
    }

    private List<Day> byDay(List<Stored<Call>> found, Locale locale) {
        ZoneId zone = practice.zone();
        Map<LocalDate, List<Entry>> byDay = new LinkedHashMap<>();
        for (Stored<Call> call : found) {
            byDay.computeIfAbsent(LocalDate.ofInstant(call.state().start(), zone), d -> new ArrayList<>())
                    .add(entry(call.id(), call.state(), zone, locale));
        }
        return byDay.entrySet().stream()
                .map(day -> new Day(times.day(day.getKey(), zone, locale), day.getValue()))
                .toList();
    }

    private Entry entry(String id, Call call, ZoneId zone, Locale locale) {
        String theirs = call.zone().equals(zone)
                ? ""
                : text(
                                "booking.staff.theirs",
                                locale,
                                times.time(call.start(), call.zone(), locale),
                                times.zoneName(call.zone()))
                        + " · ";
        String phone =
                call.contact().phone() == null ? "" : " · " + call.contact().phone();
        return new Entry(
                id,
                times.machine(call.start()),
                times.time(call.start(), zone, locale),
                words.shortName(call, locale),
                theirs + words.state(call, locale) + " · " + call.location().text() + phone,
                call.end().isBefore(clock.instant()),
                !call.isOpen());
    }

    private List<Option> states(Optional<Call.State> only, Locale locale) {
        return Arrays.stream(Call.State.values())
                .map(s -> new Option(
                        s.name(),
                        text("booking.state." + s, locale),
                        only.filter(s::equals).isPresent()))
                .toList();
    }

    private List<Option> types(@Nullable String chosen) {
        return callTypes.bookable().stream()
                .map(t -> new Option(t.typeId(), t.name(), t.typeId().equals(chosen)))
                .toList();
    }

    private Date startOf(LocalDate day) {
        return Date.from(day.atStartOfDay(practice.zone()).toInstant());
    }

    private static Instant noon(LocalDate day, ZoneId zone) {
        return day.atTime(12, 0).atZone(zone).toInstant();
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
