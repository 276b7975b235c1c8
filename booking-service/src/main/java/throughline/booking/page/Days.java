package throughline.booking.page;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.booking.offer.SlotTimes;
import throughline.booking.slot.Slots;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** The next free days, as a page lists them. */
@Component
class Days {

    private static final int MONTHS = 13;
    private static final int SHOWN = 5;
    private static final int LOOKED_AT = 14;
    private static final int ENOUGH_SLOTS = 100;

    private final PageTimes times;
    private final MessageSource texts;
    private final PracticeSettings practice;
    private final Clock clock;

    Days(PageTimes times, MessageSource texts, PracticeSettings practice, Clock clock) {
        this.times = times;
        this.texts = texts;
        this.practice = practice;
        this.clock = clock;
    }

    ZoneId practiceZone() {
        return practice.zone();
    }

    /** Whether clocks in that zone show another time than the practice's. */
    boolean isElsewhere(Instant at, ZoneId zone) {
        return !zone.getRules().getOffset(at).equals(practice.zone().getRules().getOffset(at));
    }

    /** "9:30 am in Los Angeles", for a reader elsewhere. */
    @Nullable
    String theirs(Instant start, ZoneId zone, Locale locale) {
        return isElsewhere(start, zone)
                ? texts.getMessage(
                        "booking.times.theirs",
                        new Object[] {time(start, practice.zone(), locale), times.zoneName(practice.zone())},
                        locale)
                : null;
    }

    /** A month of the booking window; {@code from}: its first day that can be asked for. */
    record Month(LocalDate from, String text, boolean current) {}

    List<Month> months(LocalDate shown, LocalDate today, LocalDate last, Locale locale) {
        List<Month> months = new ArrayList<>();
        for (YearMonth month = YearMonth.from(today); !month.atDay(1).isAfter(last); month = month.plusMonths(1)) {
            LocalDate from = month.atDay(1).isBefore(today) ? today : month.atDay(1);
            months.add(new Month(
                    from,
                    DateTimeFormatter.ofPattern("MMMM uuuu", locale).format(from),
                    YearMonth.from(shown).equals(month)));
            if (months.size() == MONTHS) {
                break;
            }
        }
        return months;
    }

    /**
     * @param start as the form sends it
     * @param hidden the date, for those who hear one button after the other, and the practice's time where it is another
     * @param there the practice's time, where it is another
     */
    record SlotView(
            String start,
            String text,
            String hidden,
            @Nullable String there) {}

    /** @param hidden "Thursday, December 3, 2026, 6 times free", for those who go from heading to heading */
    record DayView(String weekday, String date, String hidden, List<SlotView> slots) {}

    /** @param later the first day after those shown that has a slot, if there is one */
    record Listed(
            List<DayView> days,
            @Nullable LocalDate later,
            @Nullable String laterText) {}

    Listed from(LocalDate day, Slots slots, ZoneId zone, Locale locale) {
        Map<LocalDate, List<Instant>> found = upTo(SHOWN, byDay(day, slots, zone));
        if (found.isEmpty()) {
            LocalDate next = slots.next(day, zone).orElse(null);
            found = next == null ? Map.of() : upTo(SHOWN, byDay(next, slots, zone));
        }
        List<DayView> days = new ArrayList<>();
        LocalDate last = day;
        for (Map.Entry<LocalDate, List<Instant>> one : found.entrySet()) {
            days.add(view(one.getKey(), one.getValue(), zone, locale));
            last = one.getKey();
        }
        LocalDate later = slots.next(last, zone).orElse(null);
        return new Listed(
                days,
                later,
                later == null
                        ? null
                        : times.date(later.atTime(12, 0).atZone(zone).toInstant(), zone, locale));
    }

    private static Map<LocalDate, List<Instant>> byDay(LocalDate day, Slots slots, ZoneId zone) {
        Map<LocalDate, List<Instant>> days = new LinkedHashMap<>();
        for (Instant start : slots.offered(day, day.plusDays(LOOKED_AT - 1L), zone)) {
            days.computeIfAbsent(LocalDate.ofInstant(start, zone), d -> new ArrayList<>())
                    .add(start);
        }
        return days;
    }

    private static Map<LocalDate, List<Instant>> upTo(int most, Map<LocalDate, List<Instant>> days) {
        Map<LocalDate, List<Instant>> first = new LinkedHashMap<>();
        int slots = 0;
        for (Map.Entry<LocalDate, List<Instant>> day : days.entrySet()) {
            if (first.size() == most || slots > ENOUGH_SLOTS) {
                break;
            }
            first.put(day.getKey(), day.getValue());
            slots += day.getValue().size();
        }
        return first;
    }

    private DayView view(LocalDate day, List<Instant> starts, ZoneId zone, Locale locale) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        Instant noon = day.atTime(12, 0).atZone(zone).toInstant();
        String date = times.date(noon, zone, locale);
        String near = day.equals(today) ? "booking.today" : day.equals(today.plusDays(1)) ? "booking.tomorrow" : "";
        return new DayView(
                DateTimeFormatter.ofPattern("EEEE", locale).format(day),
                near.isEmpty() ? date : texts.getMessage(near, new Object[] {date}, locale),
                texts.getMessage(
                        "booking.times.day",
                        new Object[] {
                            DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                                    .withLocale(locale)
                                    .format(day),
                            starts.size()
                        },
                        locale),
                starts.stream().map(start -> slot(start, zone, locale)).toList());
    }

    private SlotView slot(Instant start, ZoneId zone, Locale locale) {
        String theirs = theirs(start, zone, locale);
        String day = times.day(start, zone, locale);
        return new SlotView(
                start.toString(),
                time(start, zone, locale),
                theirs == null ? day : day + ", " + theirs,
                theirs == null ? null : time(start, practice.zone(), locale));
    }

    /** "Tue, Dec 1", for a button. */
    String shortDay(Instant start, ZoneId zone, Locale locale) {
        String pattern = locale.getLanguage().equals("en") ? "EEE, MMM d" : "EEE, d. MMM";
        return DateTimeFormatter.ofPattern(pattern, locale).format(start.atZone(zone));
    }

    /** "9:30 am", with the zone's abbreviation where that happens twice. */
    String time(Instant start, ZoneId zone, Locale locale) {
        return times.time(start, zone, locale) + SlotTimes.suffix(start.atZone(zone), locale);
    }
}
