package throughline.booking.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.booking.Inputs;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Refusal;
import throughline.booking.call.Call;
import throughline.booking.call.ManageLinks;
import throughline.booking.manage.CallCommands;
import throughline.booking.manage.CancelReason;
import throughline.booking.manage.ManagedCalls;
import throughline.booking.manage.ManagedCalls.Managed;
import throughline.booking.request.Offers;
import throughline.booking.request.Starts;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** What a client does with a call by its link: look, move, cancel, keep the calendar file. */
@Controller
class ManagePage {

    private final ManagedCalls managed;
    private final CallCommands commands;
    private final ManageLinks links;
    private final Offers offers;
    private final Calendars calendars;
    private final Days days;
    private final PageTimes times;
    private final MessageSource texts;
    private final Clock clock;

    ManagePage(
            ManagedCalls managed,
            CallCommands commands,
            ManageLinks links,
            Offers offers,
            Calendars calendars,
            Days days,
            PageTimes times,
            MessageSource texts,
            Clock clock) {
        this.managed = managed;
        this.commands = commands;
        this.links = links;
        this.offers = offers;
        this.calendars = calendars;
        this.days = days;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
    }

    record CallView(
            String token,
            String firstName,
            String email,
            String weekday,
            String day,
            String time,
            String range,
            String zoneName,
            @Nullable String theirs,
            String practitioner,
            String type,
            String callType,
            String location,
            long minutes,
            boolean requested,
            @Nullable String reminderDay,
            Days.@Nullable Listed listed,
            @Nullable String notice) {}

    @ModelAttribute("flow")
    Flow flow(HttpServletRequest request) {
        return Flow.of(request);
    }

    @GetMapping("/calls/{token}")
    ModelAndView look(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String moved,
            Locale locale) {
        Managed link = managed.find(token);
        if (link.standing() != ManagedCalls.Standing.CURRENT) {
            return closed(link, locale);
        }
        String notice = moved == null ? null : texts.getMessage("booking.manage.moved", null, locale);
        boolean overtaken = isOvertaken(link);
        if (notice == null && overtaken) {
            notice = texts.getMessage("booking.manage.overtaken", null, locale);
        }
        LocalDate day = from == null ? null : Inputs.date("from", from);
        return page("booking/manage", HttpStatus.OK, link, notice, day, locale)
                .addObject("kind", overtaken ? "wait" : "ok");
    }

    private boolean isOvertaken(Managed link) {
        return link.call().state() == Call.State.REQUESTED
                && !calendars.canBeConfirmed(
                        link.callId(), offers.ofCall(link.call().callType()));
    }

    /** The last page of booking. */
    @GetMapping({"/calls/{token}/booked", "/embed/booked/{token}"})
    ModelAndView booked(@PathVariable String token, Locale locale) {
        Managed link = managed.find(token);
        return link.standing() == ManagedCalls.Standing.CURRENT
                ? page("booking/done", HttpStatus.OK, link, null, null, locale)
                : closed(link, locale);
    }

    @PostMapping("/calls/{token}/reschedule")
    ModelAndView move(@PathVariable String token, @RequestParam MultiValueMap<String, String> sent, Locale locale) {
        Managed link = managed.find(token);
        if (link.standing() != ManagedCalls.Standing.CURRENT) {
            return closed(link, locale);
        }
        FormFields fields = new FormFields(sent);
        Instant to = Starts.read("slot", fields.start(), link.call().zone());
        return switch (commands.moveByLink(link.callId(), link.call(), link.generation(), to)) {
            case Calendars.Change.Done done ->
                BookPage.see(URI.create(
                        "/calls/" + links.token(link.callId(), done.claim().generation()) + "?moved"));
            case Calendars.Change.Refused(Refusal.NotOffered why) -> {
                String notice = texts.getMessage(
                        "booking.manage.taken",
                        new Object[] {days.time(to, link.call().zone(), locale)},
                        locale);
                yield page("booking/manage", HttpStatus.CONFLICT, link, notice, null, locale);
            }
            case Calendars.Change.Refused other -> closed(managed.find(token), locale);
        };
    }

    @PostMapping("/calls/{token}/cancel")
    ModelAndView cancel(@PathVariable String token, @RequestParam MultiValueMap<String, String> sent, Locale locale) {
        Managed link = managed.find(token);
        if (link.standing() != ManagedCalls.Standing.CURRENT) {
            return closed(link, locale);
        }
        FormFields fields = new FormFields(sent);
        String why =
                CancelReason.checked(fields.given("reason") == null ? fields.given("why") : fields.given("reason"));
        return switch (commands.cancelByLink(link.callId(), link.call(), link.generation(), why)) {
            case Calendars.Change.Done done ->
                new ModelAndView("booking/cancelled", Map.of("shown", view(link, null, null, locale)));
            case Calendars.Change.Refused refused -> closed(managed.find(token), locale);
        };
    }

    private ModelAndView closed(Managed link, Locale locale) {
        if (link.standing() == ManagedCalls.Standing.CURRENT) {
            throw Problem.of(HttpStatus.CONFLICT, "BUSY", texts.getMessage("booking.manage.busy", null, locale));
        }
        ModelAndView page = new ModelAndView("booking/closed");
        page.addObject("shown", view(link, null, null, locale));
        page.addObject("standing", link.standing().name());
        page.addObject("state", link.call().state().name());
        page.addObject("current", links.page(link.callId(), link.call().generation()));
        page.setStatus(HttpStatus.GONE);
        return page;
    }

    private ModelAndView page(
            String template,
            HttpStatus status,
            Managed link,
            @Nullable String notice,
            @Nullable LocalDate from,
            Locale locale) {
        ZoneId zone = link.call().zone();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate first = from == null || from.isBefore(today) || from.isAfter(today.plusYears(3)) ? today : from;
        Days.Listed listed = template.equals("booking/manage")
                ? days.from(first, offers.slots(offers.ofCall(link.call().callType())), zone, locale)
                : null;
        ModelAndView page = new ModelAndView(template, Map.of("shown", view(link, listed, notice, locale)));
        page.addObject("kind", status == HttpStatus.OK ? "ok" : "wait");
        page.setStatus(status);
        return page;
    }

    private CallView view(Managed link, Days.@Nullable Listed listed, @Nullable String notice, Locale locale) {
        Call call = link.call();
        ZoneId zone = call.zone();
        Instant dayBefore = call.start().minus(Duration.ofDays(1));
        return new CallView(
                links.token(link.callId(), call.generation()),
                call.contact().name().split(" ", 2)[0],
                call.contact().email(),
                DateTimeFormatter.ofPattern("EEEE", locale).format(call.start().atZone(zone)),
                times.day(call.start(), zone, locale),
                days.time(call.start(), zone, locale),
                times.range(call.start(), call.end(), zone, locale),
                times.zoneName(zone),
                days.theirs(call.start(), zone, locale),
                call.practitionerName(),
                call.callTypeName(),
                call.callType(),
                call.location().text(),
                Duration.between(call.start(), call.end()).toMinutes(),
                call.state() == Call.State.REQUESTED,
                dayBefore.isAfter(clock.instant()) ? times.day(dayBefore, zone, locale) : null,
                listed,
                notice);
    }
}
