package throughline.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.notification.relay.Breaker;
import throughline.notification.relay.Breakers;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** {@code /staff/mail}: what is in doubt, with a decision; what waits, what was accepted, what was not sent and why. */
@Controller
class MailPage {
    private static final int MOST = 50;

    private final Deliveries deliveries;
    private final PageTimes times;
    private final MessageSource texts;
    private final Breakers breakers;
    private final Clock clock;
    private final ZoneId zone;

    MailPage(
            Deliveries deliveries,
            PageTimes times,
            MessageSource texts,
            Breakers breakers,
            Clock clock,
            PracticeSettings practice) {
        this.deliveries = deliveries;
        this.times = times;
        this.texts = texts;
        this.breakers = breakers;
        this.clock = clock;
        this.zone = practice.zone();
    }

    /**
     * One line of the page.
     *
     * @param what {@code Confirmation to Priya S.}
     * @param badge its state in the words of the page
     * @param tone of the badge: ok, wait, bad, doubt, planned
     * @param detail when and why
     */
    record Line(
            String id, String clientId, String what, String badge, String tone, String detail, boolean resendsItself) {}

    /** Somebody who is left alone for a while, and why. */
    record Paused(String id, String what, String why) {}

    /** A heading with its lines. */
    record Section(String id, String title, List<Line> lines) {}

    @GetMapping("/staff/mail")
    String page(Model model, Locale locale, @RequestParam(required = false) @Nullable String client) {
        model.addAttribute(
                "paused",
                breakers.open().stream().map(one -> paused(one, locale)).toList());
        model.addAttribute("doubts", lines(client, locale, DeliveryState.IN_DOUBT));
        model.addAttribute(
                "sections",
                List.of(
                        section(
                                "waiting",
                                client,
                                locale,
                                DeliveryState.DEFERRED,
                                DeliveryState.CLAIMED,
                                DeliveryState.DOT_INTENT,
                                DeliveryState.PLANNED),
                        section(
                                "not-sent",
                                client,
                                locale,
                                DeliveryState.REJECTED,
                                DeliveryState.GIVEN_UP,
                                DeliveryState.BOUNCED,
                                DeliveryState.SKIPPED),
                        section("accepted", client, locale, DeliveryState.ACCEPTED)));
        return "notification/mail";
    }

    @PostMapping("/staff/mail/{id}/resolve")
    String resolve(
            @PathVariable String id, @RequestParam String as, @RequestParam(required = false) @Nullable String reason) {
        DeliveryApi.decide(deliveries, id, as, reason);
        return "redirect:/staff/mail";
    }

    @PostMapping("/staff/mail/paused")
    String tryNow(@RequestParam String id) {
        breakers.close(id);
        return "redirect:/staff/mail";
    }

    private Paused paused(Breaker one, Locale locale) {
        var kind = one.isRelay() ? "relay" : "domain";
        var answer = one.code() <= 0 ? "" : one.code() + (one.status().isEmpty() ? "" : " " + one.status());
        return new Paused(
                one.id(),
                text("notification.mail.paused." + kind, locale, one.name()),
                text(
                        "notification.mail.paused." + one.reason(),
                        locale,
                        when(one.since(), locale),
                        when(one.openUntil(), locale),
                        answer));
    }

    private Section section(String id, @Nullable String client, Locale locale, DeliveryState... states) {
        return new Section(id, text("notification.mail.section." + id, locale), lines(client, locale, states));
    }

    private List<Line> lines(@Nullable String client, Locale locale, DeliveryState... states) {
        return List.of(states).stream()
                .flatMap(state -> deliveries.page(client, state, 1, MOST, MOST).stream())
                .map(row -> line(row, locale))
                .toList();
    }

    private Line line(DeliveryView row, Locale locale) {
        var purpose = texts.getMessage("notification.mail.purpose." + row.purpose(), null, row.purpose(), locale);
        var what = row.to() == null
                ? String.valueOf(purpose)
                : text("notification.mail.to", locale, String.valueOf(purpose), row.to());
        return new Line(
                row.id(),
                row.clientId(),
                what,
                badge(row, locale),
                tone(row.state()),
                detail(row, locale),
                row.nextAt() != null);
    }

    private String badge(DeliveryView row, Locale locale) {
        return switch (row.state()) {
            case IN_DOUBT -> text("notification.mail.state.IN_DOUBT", locale, ago(row.changedAt(), locale));
            case DEFERRED -> text("notification.mail.state.DEFERRED", locale, when(row.nextAt(), locale));
            default -> text("notification.mail.state." + row.state().name(), locale);
        };
    }

    private static String tone(DeliveryState state) {
        return switch (state) {
            case ACCEPTED -> "ok";
            case IN_DOUBT -> "doubt";
            case DEFERRED -> "wait";
            case PLANNED, CLAIMED, DOT_INTENT -> "planned";
            case REJECTED, BOUNCED, COMPLAINED, GIVEN_UP -> "bad";
            case SKIPPED -> "info";
        };
    }

    private String detail(DeliveryView row, Locale locale) {
        var reason = row.reason();
        var at = row.state() == DeliveryState.PLANNED ? row.dueAt() : row.changedAt();
        var detail = new StringBuilder(when(at, locale));
        if (reason != null) {
            detail.append(". ").append(texts.getMessage("notification.mail.reason." + reason, null, reason, locale));
        }
        if (row.state() == DeliveryState.IN_DOUBT) {
            detail.append(". ").append(text("notification.mail.evidence", locale, when(row.changedAt(), locale)));
        }
        if (row.state() == DeliveryState.IN_DOUBT && row.nextAt() != null) {
            detail.append(". ").append(text("notification.mail.resend", locale, when(row.nextAt(), locale)));
        }
        if (row.possibleDuplicate()) {
            detail.append(". ").append(text("notification.mail.twice", locale));
        }
        if (row.decision() != null) {
            detail.append(". ").append(row.decision());
        }
        return detail.append(". ").append(row.rule()).toString();
    }

    private String when(@Nullable Instant at, Locale locale) {
        return at == null ? "" : times.when(at, zone, locale);
    }

    private String ago(Instant since, Locale locale) {
        var time = Duration.between(since, clock.instant());
        if (time.toHours() < 1) {
            return text("notification.mail.minutes", locale, Math.max(0, time.toMinutes()));
        }
        return time.toDays() < 2
                ? text("notification.mail.hours", locale, time.toHours())
                : text("notification.mail.days", locale, time.toDays());
    }

    private String text(String key, Locale locale, Object... arguments) {
        return texts.getMessage(key, arguments, locale);
    }
}
