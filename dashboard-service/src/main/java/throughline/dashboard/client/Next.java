package throughline.dashboard.client;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.dashboard.journal.TimelineText;
import throughline.dashboard.practice.Call;
import throughline.dashboard.practice.Delivery;
import throughline.dashboard.practice.Enrollment;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** What happens next to a client, in order, each with its time and its reason. */
@Component
class Next {

    private final PageTimes times;
    private final MessageSource texts;
    private final PracticeSettings settings;

    Next(PageTimes times, MessageSource texts, PracticeSettings settings) {
        this.times = times;
        this.texts = texts;
        this.settings = settings;
    }

    private record Dated(@Nullable Instant at, ClientPage.Ahead ahead) {

        /** Without a time, last. */
        Instant order() {
            return at == null ? Instant.MAX : at;
        }
    }

    List<ClientPage.Ahead> of(
            List<Call> calls,
            List<Enrollment> enrollments,
            List<Delivery> deliveries,
            Instant now,
            @Nullable String clientZone,
            TimelineText words) {
        Optional<ZoneId> theirs = zone(clientZone);
        List<Dated> ahead = new ArrayList<>();
        for (Call call : calls) {
            Instant start = call.start();
            if (call.isConfirmed() && start != null && start.isAfter(now)) {
                ahead.add(new Dated(start, ahead(text("call", words.locale()), start, theirs, "", null, words)));
            }
        }
        for (Enrollment run : enrollments) {
            if (run.isInFlight()) {
                String step = run.step() == null ? "" : plain(run.step());
                String what =
                        text("enrollment." + run.state(), words.locale(), words.sequenceInWords(run.sequence()), step);
                String why = run.rule() == null ? "" : run.rule();
                ahead.add(new Dated(run.dueAt(), ahead(what, run.dueAt(), theirs, why, run.id(), words)));
            }
        }
        for (Delivery mail : deliveries) {
            if (mail.isAhead()) {
                String what = words.mailInWords(
                        mail.purpose() == null ? "mail" : mail.purpose(), mail.step() == null ? "" : mail.step());
                String why = mail.why() == null ? "" : mail.why();
                ahead.add(new Dated(mail.ahead(), ahead(what, mail.ahead(), theirs, why, null, words)));
            }
        }
        return ahead.stream()
                .sorted(Comparator.comparing(Dated::order))
                .map(Dated::ahead)
                .toList();
    }

    private ClientPage.Ahead ahead(
            String what,
            @Nullable Instant at,
            Optional<ZoneId> theirs,
            String why,
            @Nullable String enrollment,
            TimelineText words) {
        if (at == null) {
            return new ClientPage.Ahead(what, "", "", why, enrollment);
        }
        Locale locale = words.locale();
        String ours = times.when(at, settings.zone(), locale);
        String when = theirs.map(zone -> text(
                        "when.both",
                        locale,
                        times.when(at, zone, locale),
                        times.zoneName(zone),
                        times.time(at, settings.zone(), locale)))
                .orElse(ours);
        return new ClientPage.Ahead(what, times.machine(at), when, why, enrollment);
    }

    private Optional<ZoneId> zone(@Nullable String name) {
        return Optional.ofNullable(name)
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .filter(zone -> !zone.equals(settings.zone()));
    }

    private static String plain(String code) {
        return code.replace('-', ' ').replace('_', ' ');
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage("dashboard.client." + key, values, locale);
    }
}
