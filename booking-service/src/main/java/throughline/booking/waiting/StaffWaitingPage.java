package throughline.booking.waiting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import throughline.booking.Inputs;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.manage.CancelReason;
import throughline.booking.request.Offers;
import throughline.booking.request.Refusals;
import throughline.booking.request.Starts;
import throughline.contract.CallId;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** The waiting list for staff: who waits, what they are being offered, and an offer or an end by hand. */
@Controller
class StaffWaitingPage {

    private static final int CHOICES = 40;
    private static final int DAYS = 28;

    private final WaitingLists lists;
    private final WaitingOffers offers;
    private final OfferAnswers answers;
    private final CallTypes callTypes;
    private final Offers slots;
    private final PageTimes times;
    private final PracticeSettings practice;
    private final MessageSource texts;

    StaffWaitingPage(
            WaitingLists lists,
            WaitingOffers offers,
            OfferAnswers answers,
            CallTypes callTypes,
            Offers slots,
            PageTimes times,
            PracticeSettings practice,
            MessageSource texts) {
        this.lists = lists;
        this.offers = offers;
        this.answers = answers;
        this.callTypes = callTypes;
        this.slots = slots;
        this.times = times;
        this.practice = practice;
        this.texts = texts;
    }

    record Choice(String start, String text) {}

    record Person(
            String callId,
            String clientId,
            String name,
            String type,
            String since,
            String zoneName,
            List<String> wishes,
            @Nullable String preferred,
            @Nullable String offer,
            List<Choice> choices) {}

    @GetMapping("/staff/calls/waiting")
    ModelAndView list(Locale locale) {
        List<Person> people = new ArrayList<>();
        for (WaitingLists.Owned owned : lists.all()) {
            owned.list().people().forEach(person -> people.add(view(person, locale)));
        }
        return new ModelAndView("booking/waiting-list", Map.of("people", people));
    }

    @PostMapping("/staff/calls/waiting/{id}/offer")
    ModelAndView offer(@PathVariable String id, @RequestParam(required = false) @Nullable String start) {
        WaitingLists.Owned owned = owned(id);
        Waiting person = owned.list().find(new CallId(id)).orElseThrow(Inputs::notFound);
        if (!person.isWaiting()) {
            throw CallRequests.refused(WaitingRules.No.HAS_AN_OFFER);
        }
        offers.offer(owned.practitioner(), person, Starts.read("start", start, practice.zone()))
                .ifPresent(why -> {
                    throw Refusals.of(why);
                });
        return back();
    }

    @PostMapping("/staff/calls/waiting/{id}/close")
    ModelAndView close(@PathVariable String id, @RequestParam(required = false) @Nullable String reason) {
        WaitingLists.Owned owned = owned(id);
        Waiting person = owned.list().find(new CallId(id)).orElseThrow(Inputs::notFound);
        answers.close(owned.practitioner(), person, CancelReason.checked(reason));
        return back();
    }

    private WaitingLists.Owned owned(String id) {
        CallId callId = new CallId(Inputs.id(id));
        return lists.all().stream()
                .filter(owned -> owned.list().find(callId).isPresent())
                .findFirst()
                .orElseThrow(Inputs::notFound);
    }

    private Person view(Waiting person, Locale locale) {
        ZoneId zone = practice.zone();
        Waiting.Live live = person.offer();
        CallType type = callTypes.ever(person.callType()).orElseThrow(Inputs::notFound);
        return new Person(
                person.callId().value(),
                person.client().value(),
                person.contact().name(),
                type.name(),
                times.when(person.since(), zone, locale),
                times.zoneName(person.zone()),
                person.wishes().stream().map(wish -> words(wish, locale)).toList(),
                answers.preferredText(person.callId()).orElse(null),
                live == null
                        ? null
                        : text(
                                "booking.waiting.staff.offered",
                                locale,
                                times.when(live.start(), zone, locale),
                                times.when(live.expiresAt(), zone, locale)),
                live == null && !type.retired() ? choices(type, locale) : List.of());
    }

    private List<Choice> choices(CallType type, Locale locale) {
        ZoneId zone = practice.zone();
        LocalDate today = LocalDate.ofInstant(answers.now(), zone);
        return slots.slots(slots.of(type)).offered(today, today.plusDays(DAYS), zone).stream()
                .limit(CHOICES)
                .map((Instant start) -> new Choice(start.toString(), times.when(start, zone, locale)))
                .toList();
    }

    /** "Mon, Fri, 08:00 to 12:00, from 2026-12-01". */
    private String words(Wish wish, Locale locale) {
        List<String> parts = new ArrayList<>();
        if (!wish.days().isEmpty()) {
            parts.add(wish.days().stream()
                    .map(day -> day.getDisplayName(TextStyle.SHORT, locale))
                    .collect(Collectors.joining(", ")));
        }
        add(parts, "booking.waiting.wish.from", wish.from(), locale);
        add(parts, "booking.waiting.wish.to", wish.to(), locale);
        add(parts, "booking.waiting.wish.earliest", wish.earliest(), locale);
        add(parts, "booking.waiting.wish.latest", wish.latest(), locale);
        return String.join(", ", parts);
    }

    private void add(List<String> parts, String key, @Nullable Object value, Locale locale) {
        if (value != null) {
            parts.add(text(key, locale, value.toString()));
        }
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }

    private static ModelAndView back() {
        RedirectView redirect = new RedirectView("/staff/calls/waiting");
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }
}
