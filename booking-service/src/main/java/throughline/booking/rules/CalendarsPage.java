package throughline.booking.rules;

import com.mongodb.client.model.Filters;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.availability.BlockedTime;
import throughline.booking.busy.BusyCalendar;
import throughline.booking.busy.BusyCalendars;
import throughline.booking.busy.BusyRound;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.feed.PrivateFeeds;
import throughline.booking.practitioner.Practitioner;
import throughline.booking.practitioner.Practitioners;
import throughline.contract.PractitionerId;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** Calendars in both directions: others that are read, and the private feed of the practitioner's own. */
@Controller
class CalendarsPage {

    private static final String PAGE = "/staff/availability/calendars";
    private static final int MOST = 500;

    private final BusyCalendars calendars;
    private final BusyRound round;
    private final PrivateFeeds feeds;
    private final Practitioners practitioners;
    private final Calls calls;
    private final PracticeSettings practice;
    private final PageTimes times;
    private final Clock clock;

    CalendarsPage(
            BusyCalendars calendars,
            BusyRound round,
            PrivateFeeds feeds,
            Practitioners practitioners,
            Calls calls,
            PracticeSettings practice,
            PageTimes times,
            Clock clock) {
        this.calendars = calendars;
        this.round = round;
        this.feeds = feeds;
        this.practitioners = practitioners;
        this.calls = calls;
        this.practice = practice;
        this.times = times;
        this.clock = clock;
    }

    record Row(
            String id,
            String host,
            int times,
            @Nullable String readAt,
            @Nullable String failure,
            @Nullable String since) {}

    record Clash(String callId, String when) {}

    /** @param told the address of the feed, in the one answer that tells it */
    record Shown(
            String who,
            List<AvailabilityPage.Person> people,
            List<Row> rows,
            List<Clash> clashes,
            String url,
            @Nullable String error,
            @Nullable String madeAt,
            @Nullable String told) {}

    @GetMapping(PAGE)
    ModelAndView page(@RequestParam(required = false) @Nullable String who, Locale locale) {
        return shown(id(who), "", null, null, locale);
    }

    @PostMapping(PAGE)
    ModelAndView add(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String url,
            Locale locale) {
        PractitionerId id = id(who);
        try {
            calendars.add(id, url == null ? "" : url);
        } catch (Problem problem) {
            ModelAndView page = shown(id, url == null ? "" : url, problem.detail(), null, locale);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        round.soon();
        return see(id);
    }

    @PostMapping(PAGE + "/remove")
    ModelAndView remove(@RequestParam(required = false) @Nullable String who, @RequestParam String calendar) {
        PractitionerId id = id(who);
        calendars.remove(id, Inputs.id(calendar));
        return see(id);
    }

    /** The address is told in this answer and never again, so it is no redirect. */
    @PostMapping(PAGE + "/feed")
    ModelAndView feed(@RequestParam(required = false) @Nullable String who, Locale locale) {
        PractitionerId id = id(who);
        return shown(id, "", null, practice.link("/calls/calendar/" + feeds.renew(id) + ".ics"), locale);
    }

    @PostMapping(PAGE + "/feed/revoke")
    ModelAndView revoke(@RequestParam(required = false) @Nullable String who) {
        PractitionerId id = id(who);
        feeds.revoke(id);
        return see(id);
    }

    private ModelAndView shown(
            PractitionerId id, String url, @Nullable String error, @Nullable String told, Locale locale) {
        Practitioner practitioner = practitioners.find(id).orElseThrow(Inputs::notFound);
        ZoneId zone = practitioner.availability().zone();
        ModelAndView page = new ModelAndView("booking/calendars");
        page.addObject(
                "shown",
                new Shown(
                        id.value(),
                        practitioners.all().entrySet().stream()
                                .map(one -> new AvailabilityPage.Person(
                                        one.getKey().value(),
                                        one.getValue().name(),
                                        one.getKey().equals(id)))
                                .toList(),
                        calendars.of(id).stream()
                                .map(one -> row(one, zone, locale))
                                .toList(),
                        clashes(id, zone, locale),
                        url,
                        error,
                        feeds.madeAt(id).map(at -> times.date(at, zone, locale)).orElse(null),
                        told));
        return page;
    }

    private Row row(Stored<BusyCalendar> stored, ZoneId zone, Locale locale) {
        BusyCalendar calendar = stored.state();
        return new Row(
                stored.id(),
                calendar.host(),
                calendar.blocks().size(),
                when(calendar.readAt(), zone, locale),
                calendar.failure() == null
                        ? null
                        : "booking.calendars.failure." + calendar.failure().name(),
                when(calendar.failingSince(), zone, locale));
    }

    private @Nullable String when(@Nullable Instant at, ZoneId zone, Locale locale) {
        return at == null ? null : times.when(at, zone, locale);
    }

    /** Calls that were there before the other entry, or that staff have put there: never silently double. */
    private List<Clash> clashes(PractitionerId id, ZoneId zone, Locale locale) {
        BlockedTime busy = new BlockedTime(calendars.busy(id));
        return calls
                .find(
                        Filters.and(
                                Filters.eq("state.practitioner", id.value()),
                                Filters.eq("state.state", Call.State.CONFIRMED.name()),
                                Filters.gte("state.start", Date.from(clock.instant()))),
                        0,
                        MOST)
                .stream()
                .filter(call -> busy.overlaps(call.state().start(), call.state().end()))
                .map(call -> new Clash(call.id(), times.when(call.state().start(), zone, locale)))
                .toList();
    }

    private static ModelAndView see(PractitionerId id) {
        URI page = UriComponentsBuilder.fromPath(PAGE)
                .queryParam("who", id.value())
                .build()
                .toUri();
        return AvailabilityPage.see(page);
    }

    private static PractitionerId id(@Nullable String who) {
        return who == null ? Practitioners.ME : new PractitionerId(Inputs.id(who));
    }
}
