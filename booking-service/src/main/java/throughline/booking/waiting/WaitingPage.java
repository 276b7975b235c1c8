package throughline.booking.waiting;

import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import throughline.booking.Inputs;
import throughline.booking.calltype.CallTypes;
import throughline.booking.request.Booked;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** The page of somebody on the list: where they stand, what is offered to them, and the way off the list. Only a POST acts. */
@Controller
class WaitingPage {

    private final OfferAnswers answers;
    private final CallTypes callTypes;
    private final PageTimes times;

    WaitingPage(OfferAnswers answers, CallTypes callTypes, PageTimes times) {
        this.answers = answers;
        this.callTypes = callTypes;
        this.times = times;
    }

    record OfferView(String hold, String day, String range, String zoneName, String until) {}

    record View(
            String token,
            String type,
            String callType,
            String firstName,
            String email,
            @Nullable OfferView offer,
            @Nullable String notice) {}

    @GetMapping("/calls/waiting/{token}")
    ModelAndView look(
            @PathVariable String token, @RequestParam(required = false) @Nullable String passed, Locale locale) {
        return page(token, HttpStatus.OK, passed == null ? null : "passed", locale);
    }

    @PostMapping("/calls/waiting/{token}/take")
    ModelAndView take(@PathVariable String token, Locale locale) {
        OfferAnswers.Standing standing = answers.find(token);
        Waiting person = standing.person();
        if (person == null) {
            return page(token, HttpStatus.OK, null, locale);
        }
        try {
            Booked booked = answers.take(standing.practitioner(), person);
            return see(URI.create(booked.manageUrl()).getRawPath() + "/booked");
        } catch (Problem problem) {
            if (problem.status() == HttpStatus.GONE || problem.status() == HttpStatus.CONFLICT) {
                return page(token, HttpStatus.GONE, "over", locale);
            }
            throw problem;
        }
    }

    @PostMapping("/calls/waiting/{token}/pass")
    ModelAndView pass(
            @PathVariable String token, @RequestParam(required = false) @Nullable String offer, Locale locale) {
        OfferAnswers.Standing standing = answers.find(token);
        Waiting person = standing.person();
        if (person == null) {
            return page(token, HttpStatus.OK, null, locale);
        }
        Waiting.Live live = person.offer();
        if (live != null && live.hold().value().equals(offer)) {
            answers.letGo(standing.practitioner(), person);
        }
        return see("/calls/waiting/" + token + "?passed");
    }

    @PostMapping("/calls/waiting/{token}/leave")
    ModelAndView leave(@PathVariable String token, Locale locale) {
        OfferAnswers.Standing standing = answers.find(token);
        Waiting person = standing.person();
        if (person != null) {
            answers.leave(standing.practitioner(), person);
        }
        return page(token, HttpStatus.OK, null, locale);
    }

    private ModelAndView page(String token, HttpStatus status, @Nullable String notice, Locale locale) {
        OfferAnswers.Standing standing = answers.find(token);
        Waiting person = standing.person();
        if (person == null) {
            String booked = standing.booked();
            if (booked != null) {
                return see(URI.create(booked).getRawPath());
            }
            ModelAndView over = new ModelAndView("booking/waiting-over");
            over.setStatus(HttpStatus.GONE);
            return over;
        }
        ModelAndView page = new ModelAndView("booking/waiting");
        page.addObject("shown", view(token, person, notice, locale));
        page.setStatus(status);
        return page;
    }

    private View view(String token, Waiting person, @Nullable String notice, Locale locale) {
        Waiting.Live live = person.offer();
        boolean open = live != null && answers.now().isBefore(live.expiresAt());
        ZoneId zone = person.zone();
        return new View(
                token,
                callTypes.ever(person.callType()).orElseThrow(Inputs::notFound).name(),
                person.callType(),
                person.contact().name().split(" ", 2)[0],
                person.contact().email(),
                live == null || !open
                        ? null
                        : new OfferView(
                                live.hold().value(),
                                times.day(live.start(), zone, locale),
                                times.range(live.start(), live.end(), zone, locale),
                                times.zoneName(zone),
                                times.when(live.expiresAt(), zone, locale)),
                notice);
    }

    private static ModelAndView see(String path) {
        RedirectView redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setExposeModelAttributes(false);
        return new ModelAndView(redirect);
    }
}
