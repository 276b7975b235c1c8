package throughline.booking.rules;

import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;
import throughline.booking.Inputs;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.PublicHolidays;
import throughline.booking.practitioner.Practitioner;
import throughline.booking.practitioner.Practitioners;
import throughline.booking.rules.RuleSimulator.Simulation;
import throughline.contract.PractitionerId;
import throughline.web.page.PageTimes;

/**
 * When calls can be had: weekly hours, dates with hours of their own, time off, holidays, zone. A change that would have
 * refused requests of the last ninety days is shown before it is saved.
 */
@Controller
class AvailabilityPage {

    private static final String PAGE = "/staff/availability";
    private static final int AHEAD = 5;

    private final Practitioners practitioners;
    private final RuleSimulator simulator;
    private final PageTimes times;
    private final Clock clock;

    AvailabilityPage(Practitioners practitioners, RuleSimulator simulator, PageTimes times, Clock clock) {
        this.practitioners = practitioners;
        this.simulator = simulator;
        this.times = times;
        this.clock = clock;
    }

    record Person(String id, String name, boolean chosen) {}

    record Day(String field, String name, String times) {}

    record Shown(
            String who,
            List<Person> people,
            HoursForm form,
            List<Day> days,
            List<String> zones,
            List<PublicHolidays.Choice> countries,
            List<PublicHolidays.Choice> regions,
            List<String> holidays,
            Map<String, String> errors,
            boolean saved,
            @Nullable RehearsalView rehearsal) {}

    @GetMapping(PAGE)
    ModelAndView page(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String saved,
            Locale locale) {
        PractitionerId id = id(who);
        Practitioner practitioner = practitioners.find(id).orElseThrow(Inputs::notFound);
        HoursForm form = HoursForm.of(practitioner, today(practitioner)).withRoom(1);
        return shown(id, form, Map.of(), saved != null, null, HttpStatus.OK, locale);
    }

    /** {@code do}: save, anyway (what was shown is known), check (only show), more (rows). */
    @PostMapping(PAGE)
    ModelAndView save(@RequestParam MultiValueMap<String, String> sent, Locale locale) {
        PractitionerId id = id(sent.getFirst("who"));
        Practitioner before = practitioners.find(id).orElseThrow(Inputs::notFound);
        HoursForm form = HoursForm.sent(sent);
        String wish = String.valueOf(sent.getFirst("do"));
        if (wish.equals("more")) {
            return shown(id, form.withRoom(3), Map.of(), false, null, HttpStatus.OK, locale);
        }
        HoursRead.Result read = HoursRead.of(form, before, today(before));
        Practitioner stated = read.stated();
        if (stated == null) {
            return shown(id, form.withRoom(1), read.errors(), false, null, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        if (!wish.equals("anyway")) {
            Simulation simulation = simulator.availability(id, stated.availability(), locale);
            if (wish.equals("check") || simulation.refused() > 0) {
                RehearsalView rehearsal = RehearsalView.of(
                        simulation, times, stated.availability().zone(), locale);
                return shown(id, form.withRoom(1), Map.of(), false, rehearsal, HttpStatus.OK, locale);
            }
        }
        practitioners.put(id, stated);
        return see(UriComponentsBuilder.fromPath(PAGE)
                .queryParam("who", id.value())
                .queryParam("saved")
                .build()
                .toUri());
    }

    private ModelAndView shown(
            PractitionerId id,
            HoursForm form,
            Map<String, String> errors,
            boolean saved,
            @Nullable RehearsalView rehearsal,
            HttpStatus status,
            Locale locale) {
        ModelAndView page = new ModelAndView("booking/hours");
        page.setStatus(status);
        page.addObject(
                "shown",
                new Shown(
                        id.value(),
                        people(id),
                        form,
                        days(form, locale),
                        zones(),
                        PublicHolidays.countries(locale),
                        form.country().isEmpty() ? List.of() : PublicHolidays.regions(form.country(), locale),
                        holidaysAhead(form, locale),
                        errors,
                        saved,
                        rehearsal));
        return page;
    }

    private List<Person> people(PractitionerId chosen) {
        return practitioners.all().entrySet().stream()
                .map(one -> new Person(
                        one.getKey().value(),
                        one.getValue().name(),
                        one.getKey().equals(chosen)))
                .toList();
    }

    private static List<Day> days(HoursForm form, Locale locale) {
        return Stream.of(DayOfWeek.values())
                .map(day -> new Day(
                        "day_" + day.getValue(),
                        day.getDisplayName(TextStyle.FULL_STANDALONE, locale),
                        form.days().get(day.getValue() - 1)))
                .toList();
    }

    /** All there are, old names too: the browser searches them as one types. */
    private static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
                .sorted()
                .toList();
    }

    private List<String> holidaysAhead(HoursForm form, Locale locale) {
        Holidays chosen = new Holidays(form.country(), form.region().isEmpty() ? null : form.region(), true);
        if (form.country().isEmpty() || !form.observed() || !chosen.isKnown()) {
            return List.of();
        }
        ZoneId zone = ZoneId.getAvailableZoneIds().contains(form.zone()) ? ZoneId.of(form.zone()) : ZoneId.of("UTC");
        List<String> ahead = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        for (LocalDate day = today; ahead.size() < AHEAD && day.isBefore(today.plusYears(1)); day = day.plusDays(1)) {
            String date = times.date(day.atTime(12, 0).atZone(zone).toInstant(), zone, locale);
            chosen.closing(day).ifPresent(name -> ahead.add(date + ": " + name));
        }
        return ahead;
    }

    private LocalDate today(Practitioner practitioner) {
        return practitioner.availability().dateOf(clock.instant());
    }

    private static PractitionerId id(@Nullable String who) {
        return who == null ? Practitioners.ME : new PractitionerId(Inputs.id(who));
    }

    /** 303: a reload of the next page sends nothing again. */
    static ModelAndView see(URI page) {
        RedirectView redirect = new RedirectView(page.toString());
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setExposeModelAttributes(false);
        return new ModelAndView(redirect);
    }
}
