package throughline.booking.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.Run;
import throughline.booking.availability.TimeOff;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;

/**
 * A year of generated rules, exceptions, calls and limits in each zone: the engine and the slow walk over every minute find the
 * same starts. {@code -Dthroughline.oracle.seed=…} tries others; the seed stands beside every failure.
 */
class SlotsAgreeWithMinuteWalkTests {

    private static final Instant ORIGIN = Instant.parse("2026-12-26T00:00:00Z");
    private static final int DAYS = 376;
    private static final int MINUTES = DAYS * 24 * 60;
    private static final int ROUNDS = 2;
    private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

    /** From the calendar of federal holidays of 2027, not from the library: each with the day it is moved to. */
    private static final Set<LocalDate> FEDERAL = Stream.of(
                    "2026-12-25 2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-06-19 2027-07-04 2027-07-05",
                    "2027-09-06 2027-11-11 2027-11-25 2027-12-24 2027-12-25 2027-12-31 2028-01-01")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .map(LocalDate::parse)
            .collect(Collectors.toUnmodifiableSet());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "US/Pacific",
                "Europe/Berlin",
                "Europe/London",
                "Australia/Sydney",
                "Australia/Lord_Howe", // half an hour
                "Asia/Beirut", // gap at midnight
                "Africa/Cairo", // gap at midnight
                "America/Santiago", // gap and overlap at midnight
                "America/Asuncion",
                "America/Havana", // overlap at 1:00 back to midnight
                "America/Sao_Paulo",
                "Antarctica/Troll", // two hours
                "Africa/Casablanca", // back and forth around Ramadan
                "Pacific/Chatham",
                "America/Nuuk", // gap on the eve of Sunday
                "America/St_Johns",
                "Asia/Kathmandu",
                "Pacific/Kiritimati",
                "UTC"
            })
    void aYearOfSlotsIsWhatAWalkOverEveryMinuteFinds(String name, TestReporter reporter) {
        ZoneId zone = ZoneId.of(name);
        long seed = Long.getLong("throughline.oracle.seed", 20261122L) ^ name.hashCode();
        reporter.publishEntry("seed of " + name, Long.toString(seed));
        MinuteWalk walk = new MinuteWalk(zone, ORIGIN, MINUTES);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            boolean holidays = random.nextBoolean();
            MinuteWalk.Stated stated = new MinuteWalk.Stated(
                    openHours(random), replacedDays(random), timeOff(random), holidays ? FEDERAL : Set.of());
            MinuteWalk.Asked asked = asked(random);
            List<MinuteWalk.Busy> busy = busy(random);
            List<int[]> elsewhere = elsewhere(random);

            List<Instant> expected =
                    within(walk.starts(stated, busy, elsewhere, asked).stream().map(walk::at));

            Instant now = walk.at(asked.nowMinute());
            Slots slots =
                    new Slots(rules(asked), availability(zone, stated, holidays), taken(busy), runs(elsewhere), now);
            List<Instant> found = within(
                    slots.offered(LocalDate.of(2026, 12, 24), LocalDate.of(2028, 1, 12), ZoneOffset.UTC).stream());
            assertThat(found)
                    .as("%s, seed %d, round %d, %s", name, seed, round, asked)
                    .isEqualTo(expected)
                    .hasSizeGreaterThan(20);
            sample(expected, random)
                    .forEach(start -> assertThat(slots.against(start)).isEmpty());
            sample(gone(expected, found, random), random)
                    .forEach(start -> assertThat(slots.against(start)).isNotEmpty());
            Instant one = expected.get(random.nextInt(expected.size()));
            for (String booker : List.of("Asia/Beirut", "Australia/Lord_Howe", "America/Los_Angeles")) {
                LocalDate day = LocalDate.ofInstant(one, ZoneId.of(booker));
                assertThat(within(slots.offered(day, day, ZoneId.of(booker)).stream()))
                        .as("%s for %s on %s, seed %d", name, booker, day, seed)
                        .isEqualTo(expected.stream()
                                .filter(start -> LocalDateTime.ofInstant(start, ZoneId.of(booker))
                                        .toLocalDate()
                                        .equals(day))
                                .toList());
            }
        }
    }

    /** Away from both ends of the walk, where it does not see all of a day or a week. */
    private static List<Instant> within(Stream<Instant> starts) {
        return starts.filter(start -> start.isAfter(ORIGIN.plus(Duration.ofDays(9))))
                .filter(start -> start.isBefore(ORIGIN.plus(Duration.ofDays(DAYS - 9))))
                .toList();
    }

    private static List<Instant> sample(List<Instant> starts, Random random) {
        return random.ints(60, 0, starts.size()).mapToObj(starts::get).toList();
    }

    /** Minutes of the year that are no starts. */
    private static List<Instant> gone(List<Instant> expected, List<Instant> found, Random random) {
        Set<Instant> offered = Set.copyOf(expected);
        assertThat(found.stream().filter(start -> !offered.contains(start))).isEmpty();
        return within(random.ints(400, 0, MINUTES).mapToObj(minute -> ORIGIN.plusSeconds(60L * minute))).stream()
                .filter(start -> !offered.contains(start))
                .toList();
    }

    private static MinuteWalk.Asked asked(Random random) {
        return new MinuteWalk.Asked(
                List.of(15, 30, 50, 60).get(random.nextInt(4)),
                List.of(10, 15, 25, 30, 45).get(random.nextInt(5)),
                random.nextInt(3) * 10,
                random.nextInt(3) * 10,
                random.nextInt(3),
                random.nextInt(2) * (2 + random.nextInt(5)),
                (3 + random.nextInt(5)) * 24 * 60 + random.nextInt(24 * 60),
                List.of(0, 240, 2_880, 10_000).get(random.nextInt(4)),
                List.of(60, 200, DAYS).get(random.nextInt(3)));
    }

    private static List<MinuteWalk.Open> openHours(Random random) {
        List<MinuteWalk.Open> rules = new ArrayList<>();
        rules.add(new MinuteWalk.Open(EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.FRIDAY), 0, 1440));
        rules.add(new MinuteWalk.Open(EnumSet.of(DayOfWeek.SATURDAY), random.nextInt(30), 60 + random.nextInt(200)));
        rules.add(new MinuteWalk.Open(EnumSet.of(DayOfWeek.SATURDAY), 1380, 1440));
        for (int i = 0; i < 4; i++) {
            int from = random.nextInt(280) * 5;
            rules.add(new MinuteWalk.Open(
                    EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7))),
                    from,
                    Math.min(1440, from + 30 + random.nextInt(60) * 5)));
        }
        return rules;
    }

    private static Map<LocalDate, List<MinuteWalk.Open>> replacedDays(Random random) {
        Map<LocalDate, List<MinuteWalk.Open>> days = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            List<MinuteWalk.Open> ranges = new ArrayList<>();
            for (int range = random.nextInt(3); range > 0; range--) {
                int from = random.nextInt(1_300);
                ranges.add(new MinuteWalk.Open(
                        EnumSet.noneOf(DayOfWeek.class), from, Math.min(1440, from + 60 + random.nextInt(300))));
            }
            days.put(NEW_YEAR.plusDays(random.nextInt(360)), ranges);
        }
        return days;
    }

    private static List<MinuteWalk.Off> timeOff(Random random) {
        List<MinuteWalk.Off> off = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            LocalDateTime from = random.nextBoolean()
                    ? NEW_YEAR.plusDays(random.nextInt(360)).atStartOfDay()
                    : NEW_YEAR.plusDays(random.nextInt(360)).atTime(random.nextInt(24), 5 * random.nextInt(12));
            off.add(new MinuteWalk.Off(
                    from,
                    random.nextBoolean()
                            ? from.plusDays(1 + random.nextInt(4))
                            : from.plusMinutes(15L + 5L * random.nextInt(100))));
        }
        return off;
    }

    private static List<MinuteWalk.Busy> busy(Random random) {
        List<MinuteWalk.Busy> busy = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int start = random.nextInt(DAYS * 24 * 12) * 5;
            busy.add(new MinuteWalk.Busy(
                    start,
                    start + 15 + random.nextInt(80),
                    random.nextInt(3) * 15,
                    random.nextInt(3) * 15,
                    random.nextInt(3) == 0));
        }
        return busy;
    }

    private static List<int[]> elsewhere(Random random) {
        List<int[]> blocks = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            int start = random.nextInt(MINUTES);
            blocks.add(new int[] {start, start + 1 + random.nextInt(2_000)});
        }
        return blocks;
    }

    private static SlotRules rules(MinuteWalk.Asked asked) {
        return new SlotRules(
                "call",
                Duration.ofMinutes(asked.duration()),
                Duration.ofMinutes(asked.step()),
                Duration.ofMinutes(asked.before()),
                Duration.ofMinutes(asked.after()),
                Duration.ofMinutes(asked.notice()),
                asked.windowDays(),
                limit(asked.perDay()),
                limit(asked.perWeek()),
                1,
                null);
    }

    private static @Nullable Integer limit(int calls) {
        return calls == 0 ? null : calls;
    }

    private static Availability availability(ZoneId zone, MinuteWalk.Stated stated, boolean holidays) {
        return new Availability(
                zone,
                stated.weekly().stream()
                        .map(o -> new WeeklyRule(List.copyOf(o.days()), range(o)))
                        .toList(),
                stated.replaced().entrySet().stream()
                        .map(day -> new DayOverride(
                                day.getKey(),
                                day.getValue().stream()
                                        .map(SlotsAgreeWithMinuteWalkTests::range)
                                        .toList()))
                        .toList(),
                stated.off().stream()
                        .map(off -> new TimeOff(off.from(), off.to(), null))
                        .toList(),
                new Holidays("US", null, holidays));
    }

    private static WallRange range(MinuteWalk.Open open) {
        return new WallRange(open.fromMinute(), open.toMinute());
    }

    private static List<Run> runs(List<int[]> minutes) {
        return minutes.stream()
                .map(m -> new Run(ORIGIN.plusSeconds(60L * m[0]), ORIGIN.plusSeconds(60L * m[1])))
                .toList();
    }

    private static List<Taken> taken(List<MinuteWalk.Busy> busy) {
        return busy.stream()
                .map(b -> new Taken(
                        ORIGIN.plusSeconds(60L * b.startMinute()),
                        ORIGIN.plusSeconds(60L * b.endMinute()),
                        Duration.ofMinutes(b.before()),
                        Duration.ofMinutes(b.after()),
                        b.same() ? "call" : "other",
                        false))
                .toList();
    }
}
