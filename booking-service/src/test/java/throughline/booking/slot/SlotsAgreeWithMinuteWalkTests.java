package throughline.booking.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;

/** A year of generated rules and calls in each zone: the engine and the slow walk over every minute find the same starts. */
class SlotsAgreeWithMinuteWalkTests {

    private static final Instant ORIGIN = Instant.parse("2026-12-30T00:00:00Z");
    private static final int DAYS = 372;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "US/Pacific",
                "Europe/Berlin",
                "Australia/Lord_Howe", // half an hour
                "Asia/Beirut", // gap at midnight
                "Africa/Cairo", // gap at midnight
                "America/Santiago", // gap and overlap at midnight
                "America/Havana", // overlap at 1:00 back to midnight
                "Antarctica/Troll", // two hours
                "Africa/Casablanca", // back and forth around Ramadan
                "Pacific/Chatham",
                "America/Nuuk", // gap on the eve of Sunday
                "Asia/Kathmandu",
                "UTC"
            })
    void aYearOfSlotsIsWhatAWalkOverEveryMinuteFinds(String name) {
        ZoneId zone = ZoneId.of(name);
        MinuteWalk walk = new MinuteWalk(zone, ORIGIN, DAYS * 24 * 60);
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 3; round++) {
            List<MinuteWalk.Open> weekly = openHours(random);
            Map<LocalDate, Optional<MinuteWalk.Open>> replaced = replacedDays(random);
            int step = List.of(10, 15, 25, 30, 45).get(random.nextInt(5));
            int duration = List.of(15, 30, 50, 60).get(random.nextInt(4));
            int before = random.nextInt(3) * 10;
            int after = random.nextInt(3) * 10;
            List<MinuteWalk.Busy> busy = busy(random);

            List<Instant> expected = walk.starts(weekly, replaced, duration, step, busy, before, after).stream()
                    .map(walk::at)
                    .filter(start -> start.isAfter(ORIGIN.plus(Duration.ofDays(2))))
                    .filter(start -> start.isBefore(ORIGIN.plus(Duration.ofDays(DAYS - 3))))
                    .toList();

            SlotRules rules = new SlotRules(
                    "call",
                    Duration.ofMinutes(duration),
                    Duration.ofMinutes(step),
                    Duration.ofMinutes(before),
                    Duration.ofMinutes(after),
                    Duration.ZERO,
                    DAYS + 2,
                    null,
                    null,
                    1,
                    null);
            Slots slots = new Slots(rules, availability(zone, weekly, replaced), taken(busy), ORIGIN);
            List<Instant> found =
                    slots.offered(LocalDate.of(2026, 12, 29), LocalDate.of(2028, 1, 8), ZoneOffset.UTC).stream()
                            .filter(start -> start.isAfter(ORIGIN.plus(Duration.ofDays(2))))
                            .filter(start -> start.isBefore(ORIGIN.plus(Duration.ofDays(DAYS - 3))))
                            .toList();

            assertThat(found)
                    .as("%s, round %d", name, round)
                    .isEqualTo(expected)
                    .hasSizeGreaterThan(100);
            found.stream()
                    .limit(50)
                    .forEach(start -> assertThat(slots.against(start)).isEmpty());
        }
    }

    private static List<MinuteWalk.Open> openHours(Random random) {
        List<MinuteWalk.Open> rules = new ArrayList<>();
        rules.add(new MinuteWalk.Open(EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.FRIDAY), 0, 1440));
        rules.add(new MinuteWalk.Open(EnumSet.of(DayOfWeek.SATURDAY), random.nextInt(30), 60 + random.nextInt(200)));
        for (int i = 0; i < 3; i++) {
            int from = random.nextInt(280) * 5;
            rules.add(new MinuteWalk.Open(
                    EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7))),
                    from,
                    Math.min(1440, from + 30 + random.nextInt(60) * 5)));
        }
        return rules;
    }

    private static Map<LocalDate, Optional<MinuteWalk.Open>> replacedDays(Random random) {
        Map<LocalDate, Optional<MinuteWalk.Open>> days = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            LocalDate date = LocalDate.of(2027, 1, 1).plusDays(random.nextInt(360));
            days.put(
                    date,
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(new MinuteWalk.Open(
                                    EnumSet.noneOf(DayOfWeek.class), 90, 150 + random.nextInt(300))));
        }
        return days;
    }

    private static List<MinuteWalk.Busy> busy(Random random) {
        List<MinuteWalk.Busy> busy = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int start = random.nextInt(DAYS * 24 * 12) * 5;
            busy.add(new MinuteWalk.Busy(
                    start, start + 15 + random.nextInt(80), random.nextInt(3) * 15, random.nextInt(3) * 15));
        }
        return busy;
    }

    private static Availability availability(
            ZoneId zone, List<MinuteWalk.Open> weekly, Map<LocalDate, Optional<MinuteWalk.Open>> replaced) {
        return new Availability(
                zone,
                weekly.stream()
                        .map(o -> new WeeklyRule(List.copyOf(o.days()), new WallRange(o.fromMinute(), o.toMinute())))
                        .toList(),
                replaced.entrySet().stream()
                        .map(day -> new DayOverride(
                                day.getKey(),
                                day.getValue().stream()
                                        .map(o -> new WallRange(o.fromMinute(), o.toMinute()))
                                        .toList()))
                        .toList(),
                List.of(),
                null);
    }

    private static List<Taken> taken(List<MinuteWalk.Busy> busy) {
        return busy.stream()
                .map(b -> new Taken(
                        ORIGIN.plusSeconds(60L * b.startMinute()),
                        ORIGIN.plusSeconds(60L * b.endMinute()),
                        Duration.ofMinutes(b.before()),
                        Duration.ofMinutes(b.after()),
                        "other",
                        false))
                .toList();
    }
}
