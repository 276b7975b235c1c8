package throughline.booking.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;
import throughline.booking.BookingSettings;
import throughline.booking.Inputs;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Claim;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.request.Booked;
import throughline.booking.request.Bookings;
import throughline.booking.request.Offers;
import throughline.booking.request.PostLimit;
import throughline.booking.request.Starts;
import throughline.contract.CallId;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** Booking a call in three pages: a time, about you, booked. */
@Controller
class BookPage {

    private final CallTypes callTypes;
    private final Offers offers;
    private final Calendars calendars;
    private final Bookings bookings;
    private final FormViews forms;
    private final PostLimit limit;
    private final Days days;
    private final Zones zones;
    private final PageTimes times;
    private final MessageSource texts;
    private final BookingSettings settings;
    private final Clock clock;

    BookPage(
            CallTypes callTypes,
            Offers offers,
            Calendars calendars,
            Bookings bookings,
            FormViews forms,
            PostLimit limit,
            Days days,
            Zones zones,
            PageTimes times,
            MessageSource texts,
            BookingSettings settings,
            Clock clock) {
        this.callTypes = callTypes;
        this.offers = offers;
        this.calendars = calendars;
        this.bookings = bookings;
        this.forms = forms;
        this.limit = limit;
        this.days = days;
        this.zones = zones;
        this.times = times;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    record TypeView(String id, String name, String description, int minutes, String practitioner, String location) {}

    record TimesView(
            TypeView type,
            String zone,
            String zoneName,
            String now,
            String source,
            List<Zones.GroupView> zones,
            @Nullable String find,
            List<Zones.ZoneView> found,
            @Nullable String practiceZone,
            Days.Listed listed,
            List<Days.Month> months,
            @Nullable String notice) {}

    record ChosenView(
            TypeView type,
            String day,
            String time,
            String range,
            String zone,
            String zoneName,
            String start,
            @Nullable String theirs,
            String source,
            @Nullable String hold,
            @Nullable String keptUntil,
            String again) {}

    record Alternative(String start, String day, String time) {}

    @ModelAttribute("flow")
    Flow flow(HttpServletRequest request) {
        return Flow.of(request);
    }

    @GetMapping({"/book", "/embed"})
    ModelAndView times(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String find,
            Locale locale) {
        List<CallType> all = callTypes.bookable();
        Optional<CallType> chosen = type == null && all.size() == 1
                ? Optional.of(all.getFirst())
                : all.stream().filter(t -> t.typeId().equals(type)).findFirst();
        if (chosen.isEmpty()) {
            if (type != null) {
                throw Inputs.notFound();
            }
            return new ModelAndView(
                    "booking/types",
                    Map.of("types", all.stream().map(this::view).toList(), "source", source));
        }
        return times(chosen.get(), zones.chosen(zone), source, date(from), find, null, HttpStatus.OK, locale);
    }

    private ModelAndView times(
            CallType type,
            ZoneId zone,
            String source,
            @Nullable LocalDate from,
            @Nullable String find,
            @Nullable String notice,
            HttpStatus status,
            Locale locale) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate first = from == null || from.isBefore(today) || from.isAfter(today.plusYears(3)) ? today : from;
        TimesView view = new TimesView(
                view(type),
                zone.getId(),
                times.zoneName(zone),
                times.time(clock.instant(), zone, locale),
                source,
                zones.choices(zone, locale),
                find,
                find == null ? List.of() : zones.found(find, locale),
                days.isElsewhere(clock.instant(), zone) ? times.zoneName(days.practiceZone()) : null,
                days.from(first, offers.slots(offers.of(type)), zone, locale),
                days.months(first, today, today.plusDays(type.window()), locale),
                notice);
        ModelAndView page = new ModelAndView("booking/times", Map.of("shown", view));
        page.setStatus(status);
        return page;
    }

    /** A time was tapped: keep it for a while and ask who it is for. */
    @PostMapping({"/book/time", "/embed/time"})
    ModelAndView choose(@RequestParam MultiValueMap<String, String> sent, HttpServletRequest request, Locale locale) {
        limit.hold(request);
        FormFields fields = new FormFields(sent);
        CallType type = type(fields);
        ZoneId zone = zones.chosen(fields.given("zone"));
        Instant start = Starts.read("slot", fields.text("slot"), zone);
        return switch (calendars.hold(offers.of(type), start, settings.hold())) {
            case Calendars.Change.Done(Claim claim, var fact) ->
                see(UriComponentsBuilder.fromPath(Flow.of(request).base() + "/details")
                        .queryParam("type", type.typeId())
                        .queryParam("start", start)
                        .queryParam("zone", "{zone}")
                        .queryParam("source", "{source}")
                        .queryParam("hold", claim.callId())
                        .encode()
                        .buildAndExpand(zone.getId(), fields.text("source"))
                        .toUri());
            case Calendars.Change.Refused ignored ->
                times(
                        type,
                        zone,
                        fields.text("source"),
                        LocalDate.ofInstant(start, zone),
                        null,
                        text("booking.taken.notice", locale, days.time(start, zone, locale)),
                        HttpStatus.CONFLICT,
                        locale);
        };
    }

    @GetMapping({"/book/details", "/embed/details"})
    ModelAndView details(@RequestParam MultiValueMap<String, String> sent, Locale locale) {
        FormFields fields = new FormFields(sent);
        CallType type = type(fields);
        return form("booking/details", HttpStatus.OK, type, fields, Map.of(), List.of(), locale);
    }

    /** Everything is filled in: book, or show what is in the way and keep what was typed. */
    @PostMapping({"/book", "/embed"})
    ModelAndView book(@RequestParam MultiValueMap<String, String> sent, HttpServletRequest request, Locale locale) {
        limit.booking(request);
        FormFields fields = new FormFields(sent);
        CallType type = type(fields);
        if (forms.isMachine(fields)) {
            return see(URI.create(Flow.of(request).base() + "/booked"));
        }
        try {
            Booked booked = book(type, fields);
            String page = URI.create(booked.manageUrl()).getRawPath();
            return see(URI.create(
                    Flow.of(request).framed() ? page.replaceFirst("^/calls", "/embed/booked") : page + "/booked"));
        } catch (Problem problem) {
            return refused(problem, type, fields, locale);
        }
    }

    private Booked book(CallType type, FormFields fields) {
        try {
            return bookings.book(fields.booking(type, true), fields.given("key"));
        } catch (Problem problem) {
            if (problem.status() == HttpStatus.GONE) {
                return bookings.book(fields.booking(type, false), fields.given("key"));
            }
            throw problem;
        }
    }

    private ModelAndView refused(Problem problem, CallType type, FormFields fields, Locale locale) {
        if (problem.properties().get("alternatives") instanceof List<?> alternatives) {
            List<Instant> starts =
                    alternatives.stream().map(Instant.class::cast).toList();
            return form("booking/taken", HttpStatus.CONFLICT, type, fields, Map.of(), starts, locale);
        }
        Object field = problem.properties().get("field");
        boolean ours = field instanceof String name
                && (FormViews.PERSON.contains(name)
                        || type.questions().stream().anyMatch(q -> q.key().equals(name)));
        if (ours && field != null) {
            return form(
                    "booking/details",
                    problem.status(),
                    type,
                    fields,
                    FormErrors.of(fields, type, field.toString(), problem),
                    List.of(),
                    locale);
        }
        if ("start".equals(field)) {
            ZoneId zone = zones.chosen(fields.given("zone"));
            return times(type, zone, fields.text("source"), null, null, problem.detail(), problem.status(), locale);
        }
        throw problem;
    }

    /** What a machine sees that filled in the field nobody sees. */
    @GetMapping({"/book/booked", "/embed/booked"})
    ModelAndView booked() {
        return new ModelAndView("booking/thanks");
    }

    private ModelAndView form(
            String template,
            HttpStatus status,
            CallType type,
            FormFields fields,
            Map<String, String> errors,
            List<Instant> alternatives,
            Locale locale) {
        ZoneId zone = zones.chosen(fields.given("zone"));
        Instant start = Starts.read("start", fields.start(), zone);
        ModelAndView page = new ModelAndView(template);
        page.addObject("chosen", chosen(type, fields, start, zone, locale));
        page.addObject("form", forms.view(type, fields, errors, locale));
        page.addObject(
                "alternatives",
                alternatives.stream()
                        .map(other -> new Alternative(
                                other.toString(), days.shortDay(other, zone, locale), days.time(other, zone, locale)))
                        .toList());
        page.setStatus(status);
        return page;
    }

    private ChosenView chosen(CallType type, FormFields fields, Instant start, ZoneId zone, Locale locale) {
        Optional<Claim> hold = Optional.ofNullable(fields.given("hold"))
                .filter(id -> id.length() <= 128)
                .flatMap(id -> calendars.find(type.practitioner(), new CallId(id)))
                .filter(claim ->
                        claim.state() == Claim.State.HELD && claim.start().equals(start));
        Instant until = hold.map(Claim::expiresAt)
                .filter(end -> end.isAfter(clock.instant()))
                .orElse(null);
        Instant end = start.plus(type.rules().duration());
        return new ChosenView(
                view(type),
                times.day(start, zone, locale),
                days.time(start, zone, locale),
                times.range(start, end, zone, locale),
                zone.getId(),
                times.zoneName(zone),
                start.toString(),
                days.theirs(start, zone, locale),
                fields.text("source"),
                hold.map(claim -> claim.callId().value()).orElse(null),
                until == null ? null : times.time(until, zone, locale),
                UriComponentsBuilder.newInstance()
                        .queryParam("type", type.typeId())
                        .queryParam("zone", "{zone}")
                        .queryParam("source", "{source}")
                        .encode()
                        .buildAndExpand(zone.getId(), fields.text("source"))
                        .toUriString());
    }

    private CallType type(FormFields fields) {
        return callTypes.find(fields.text("type")).orElseThrow(Inputs::notFound);
    }

    private TypeView view(CallType type) {
        return new TypeView(
                type.typeId(),
                type.name(),
                type.description(),
                type.duration(),
                offers.practitioner(type).name(),
                type.location().text());
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }

    private static @Nullable LocalDate date(@Nullable String from) {
        try {
            return from == null ? null : LocalDate.parse(from);
        } catch (DateTimeException e) {
            throw Inputs.malformed("from");
        }
    }

    /** 303: whatever was sent, the browser asks for the next page, and a reload sends nothing again. */
    static ModelAndView see(URI page) {
        RedirectView redirect = new RedirectView(page.toString());
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setExposeModelAttributes(false);
        return new ModelAndView(redirect);
    }
}
