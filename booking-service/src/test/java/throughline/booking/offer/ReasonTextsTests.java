package throughline.booking.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.Run;
import throughline.booking.availability.TimeOff;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;
import throughline.booking.slot.Reason;
import throughline.booking.slot.SlotRules;
import throughline.booking.slot.Slots;
import throughline.booking.slot.Taken;

/** Each refusal names its rule and says in a sentence what it is about. */
class ReasonTextsTests {

    private static final ZoneId LA = ZoneId.of("America/Los_Angeles");
    private static final Instant NOW = la("2027-03-01T09:00");

    private record Case(String start, Reason.Code code, String rule, String sentence) {}

    private static final List<Case> CASES = List.of(
            new Case("2027-03-01T08:30", Reason.Code.PAST, "now", "That time is over."),
            new Case(
                    "2027-03-01T11:00",
                    Reason.Code.TOO_SOON,
                    "minimumNotice PT4H",
                    "This call needs notice of 4 hours; that is sooner."),
            new Case(
                    "2027-06-09T09:00",
                    Reason.Code.OUT_OF_WINDOW,
                    "bookingWindowDays 90",
                    "This call can be booked 90 days ahead; that is further."),
            new Case(
                    "2027-03-02T08:30",
                    Reason.Code.OUTSIDE_HOURS,
                    "weekly",
                    "That is outside the weekly hours, or a call would not end within them."),
            new Case(
                    "2027-03-03T09:00",
                    Reason.Code.OVERRIDE,
                    "override 2027-03-03",
                    "The hours of March 3, 2027 are not the weekly ones, and that time is not among them."),
            new Case("2027-03-04T09:00", Reason.Code.OVERRIDE, "timeOff", "That is time off."),
            new Case(
                    "2027-05-31T09:00",
                    Reason.Code.OVERRIDE,
                    "holiday Memorial Day",
                    "That day is a holiday: Memorial Day."),
            new Case(
                    "2027-03-02T09:10",
                    Reason.Code.OFF_GRID,
                    "stepMinutes 30",
                    "Calls start every 30 minutes from the beginning of the hours, and not at that minute."),
            new Case("2027-03-05T09:00", Reason.Code.TAKEN, "call", "Another call has that time."),
            new Case("2027-03-05T10:00", Reason.Code.HELD, "hold", "Somebody is filling in the form for that time."),
            new Case("2027-03-05T09:30", Reason.Code.BUFFER, "buffers", "That is too close to another call."),
            new Case("2027-03-05T15:00", Reason.Code.DAY_FULL, "maxPerDay 2", "That day has its 2 calls of this kind."),
            new Case(
                    "2027-03-06T15:00",
                    Reason.Code.WEEK_FULL,
                    "maxPerWeek 2",
                    "That week has its 2 calls of this kind."),
            new Case(
                    "2027-03-09T12:00",
                    Reason.Code.CALENDAR_BUSY,
                    "calendar",
                    "Something else is in the practitioner\u2019s calendar at that time, or too close to it."));

    @Test
    void everyCodeNamesItsRuleAndSaysItInPeoplesWords() {
        ReasonTexts texts = texts();
        Slots slots = slots();
        Set<Reason.Code> seen = EnumSet.noneOf(Reason.Code.class);

        for (Case one : CASES) {
            Reason reason = slots.against(la(one.start())).stream()
                    .filter(r -> r.code() == one.code())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(one + " got " + slots.against(la(one.start()))));
            assertThat(reason.rule()).isEqualTo(one.rule());
            assertThat(texts.of(reason, Locale.ENGLISH)).isEqualTo(one.sentence());
            seen.add(one.code());
        }

        seen.add(Reason.Code.LOOK_BUSY); // says why a free start is not listed, and speaks against none
        assertThat(seen).isEqualTo(EnumSet.allOf(Reason.Code.class));
        assertThat(texts.of(new Reason(Reason.Code.LOOK_BUSY, "lookBusyPercent", "40"), Locale.ENGLISH))
                .contains("free");
        assertThat(slots.against(la("2027-03-09T09:00"))).isEmpty();
    }

    @Test
    void durationsAreSaidInTheLargestUnitThatFits() {
        assertThat(List.of("PT24H", "PT48H", "PT1H", "PT90M", "PT1M").stream()
                        .map(notice ->
                                texts().of(new Reason(Reason.Code.TOO_SOON, "minimumNotice", notice), Locale.ENGLISH))
                        .map(text -> text.replaceAll(".*notice of (.*);.*", "$1"))
                        .toList())
                .containsExactly("1 day", "2 days", "1 hour", "90 minutes", "1 minute");
    }

    private static Slots slots() {
        SlotRules rules = new SlotRules(
                "call",
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofHours(4),
                90,
                2,
                2,
                1,
                null);
        Availability availability = new Availability(
                LA,
                List.of(new WeeklyRule(Arrays.asList(DayOfWeek.values()), WallRange.of("09:00", "17:00"))),
                List.of(new DayOverride(LocalDate.of(2027, 3, 3), List.of())),
                List.of(new TimeOff(
                        LocalDateTime.parse("2027-03-04T00:00"), LocalDateTime.parse("2027-03-05T00:00"), null)),
                new Holidays("US", null, true));
        List<Taken> taken = new ArrayList<>();
        taken.add(taken("2027-03-05T09:00", "call", false));
        taken.add(taken("2027-03-05T10:00", "call", true));
        return new Slots(
                rules, availability, taken, List.of(new Run(la("2027-03-09T12:00"), la("2027-03-09T13:00"))), NOW);
    }

    private static Taken taken(String start, String type, boolean held) {
        return new Taken(
                la(start),
                la(start).plus(Duration.ofMinutes(30)),
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                type,
                held);
    }

    private static Instant la(String wall) {
        return LocalDateTime.parse(wall).atZone(LA).toInstant();
    }

    private static ReasonTexts texts() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasename("booking/messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return new ReasonTexts(source);
    }
}
