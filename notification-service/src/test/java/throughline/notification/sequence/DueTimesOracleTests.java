package throughline.notification.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.notification.delivery.DeliveryClass;

/**
 * Due times against somebody who knows no rules: for each minute of real time they look at the clock on the wall there, and
 * count. Shares no code with the engine; seeded.
 */
class DueTimesOracleTests {

    private static final int CASES = 40;
    private static final long MINUTE = 60;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "America/New_York",
                "America/St_Johns",
                "America/Santiago",
                "America/Havana",
                "America/Sao_Paulo",
                "Europe/London",
                "Europe/Dublin",
                "Europe/Berlin",
                "Europe/Athens",
                "Africa/Cairo",
                "Africa/Casablanca",
                "Asia/Beirut",
                "Asia/Tehran",
                "Asia/Kathmandu",
                "Asia/Tokyo",
                "Australia/Sydney",
                "Australia/Lord_Howe",
                "Pacific/Auckland",
                "Pacific/Chatham"
            })
    void dueTimesAgreeWithSomebodyWhoWalksRealMinutes(String zoneId) {
        ZoneId zone = ZoneId.of(zoneId);
        Random random = new Random(zoneId.hashCode());

        for (int i = 0; i < CASES; i++) {
            Case asked = Case.any(random, zone);
            Optional<Instant> engine = DueTimes.of(asked.step(), asked.from(), zone, asked.openings())
                    .map(Due::at);

            assertThat(engine).as("%s, case %d: %s", zoneId, i, asked).isEqualTo(new Walker(zone).due(asked));
        }
    }

    /** A step with days or hours, perhaps a wall time, allowed days, a window, quiet hours and a holiday. */
    private record Case(
            Instant trigger,
            int days,
            int months,
            int hours,
            @Nullable LocalTime at,
            Set<DayOfWeek> only,
            @Nullable LocalTime opens,
            @Nullable LocalTime closes,
            @Nullable LocalTime quietFrom,
            @Nullable LocalTime quietTo,
            Set<LocalDate> holidays) {

        static Case any(Random random, ZoneId zone) {
            // near a change of clocks where the zone has one, every second time
            Instant anywhere = Instant.parse("2027-01-01T00:00:00Z").plusSeconds(MINUTE * random.nextInt(525_600));
            var change = zone.getRules().nextTransition(anywhere);
            Instant trigger = random.nextBoolean() || change == null
                    ? anywhere
                    : change.getInstant().minusSeconds(MINUTE * random.nextInt(3 * 1440));
            int days = random.nextInt(3);
            boolean overNight = random.nextBoolean();
            LocalTime at = random.nextBoolean() ? LocalTime.of(random.nextInt(24), random.nextInt(4) * 15) : null;
            boolean hasWindow = random.nextInt(3) == 0;
            boolean quiet = random.nextInt(3) == 0;
            Set<DayOfWeek> only = random.nextInt(3) == 0
                    ? EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)))
                    : EnumSet.noneOf(DayOfWeek.class);
            LocalDate holiday = trigger.atZone(zone).toLocalDate().plusDays(days);
            return new Case(
                    trigger,
                    days,
                    random.nextInt(4) == 0 ? 1 : 0,
                    days == 0 ? random.nextInt(72) : 0,
                    at,
                    only,
                    hasWindow ? LocalTime.of(overNight ? 21 : 8, 0) : null,
                    hasWindow ? LocalTime.of(overNight ? 2 : 17, 30) : null,
                    quiet ? LocalTime.of(22, 0) : null,
                    quiet ? LocalTime.of(7, 0) : null,
                    random.nextInt(4) == 0 ? Set.of(holiday) : Set.of());
        }

        boolean countsDays() {
            return days > 0 || months > 0;
        }

        Step step() {
            String span = "P" + (months > 0 ? months + "M" : "") + (days > 0 ? days + "D" : "")
                    + (hours > 0 ? "T" + hours + "H" : "");
            return new Step(
                    "s",
                    span.equals("P") ? null : Span.parse(span),
                    null,
                    at,
                    only.stream().map(Weekday::of).toList(),
                    DeliveryClass.AT_MOST_ONCE,
                    Step.IfLate.SEND,
                    null,
                    new Step.Template("s", "m"));
        }

        DueTimes.From from() {
            return new DueTimes.From(trigger, "it", null, Lateness.NONE);
        }

        Openings openings() {
            SendWindow window = opens == null || closes == null ? null : new SendWindow(opens, closes, List.of());
            SendWindow quiet =
                    quietFrom == null || quietTo == null ? null : new SendWindow(quietFrom, quietTo, List.of());
            return new Openings(window, quiet, holidays);
        }
    }

    /** Looks at the wall clock once a minute. */
    private record Walker(ZoneId zone) {

        LocalDateTime wall(Instant at) {
            ZoneOffset offset = zone.getRules().getOffset(at);
            return LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset);
        }

        /** Empty where every allowed day is closed at every hour that comes up: the walker has seen enough after a year. */
        Optional<Instant> due(Case asked) {
            Instant at = planned(asked);
            // a closed whole day begins again at the wanted wall time of the next; a closed hour ends when it ends
            LocalTime kept = asked.at() == null ? wall(at).toLocalTime() : asked.at();
            for (int looks = 0; looks < 400; looks++) {
                LocalDateTime here = wall(at);
                boolean dayClosed = (!asked.only().isEmpty() && !asked.only().contains(here.getDayOfWeek()))
                        || asked.holidays().contains(here.toLocalDate());
                if (dayClosed) {
                    at = first(here.toLocalDate().plusDays(1), kept);
                } else if (closed(asked, here.toLocalTime())) {
                    at = nextMinuteAfterClosing(asked, at);
                } else {
                    return Optional.of(at);
                }
            }
            return Optional.empty();
        }

        private boolean closed(Case asked, LocalTime time) {
            boolean quiet = asked.quietFrom() != null
                    && asked.quietTo() != null
                    && within(time, asked.quietFrom(), asked.quietTo());
            boolean outside =
                    asked.opens() != null && asked.closes() != null && !within(time, asked.opens(), asked.closes());
            return quiet || outside;
        }

        private static boolean within(LocalTime time, LocalTime from, LocalTime to) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }

        /** The first whole minute after this one at which nothing is closed by the hour, or the day has changed to a closed one. */
        private Instant nextMinuteAfterClosing(Case asked, Instant at) {
            Instant minute = Instant.ofEpochSecond((at.getEpochSecond() / MINUTE + 1) * MINUTE);
            while (closed(asked, wall(minute).toLocalTime())) {
                minute = minute.plusSeconds(MINUTE);
            }
            return minute;
        }

        private Instant planned(Case asked) {
            LocalDateTime begin = wall(asked.trigger());
            LocalTime at = asked.at();
            if (asked.countsDays()) {
                LocalDate date = plusMonths(begin.toLocalDate(), asked.months());
                for (int i = 0; i < asked.days(); i++) {
                    date = date.plusDays(1);
                }
                Instant day = first(date, at == null ? begin.toLocalTime() : at);
                return at == null ? day.plusSeconds(3600L * asked.hours()) : day;
            }
            Instant earliest = asked.trigger().plusSeconds(3600L * asked.hours());
            if (at == null) {
                return earliest;
            }
            Instant today = first(wall(earliest).toLocalDate(), at);
            return today.isBefore(earliest) ? first(wall(earliest).toLocalDate().plusDays(1), at) : today;
        }

        private static LocalDate plusMonths(LocalDate date, int months) {
            YearMonth month = YearMonth.from(date);
            for (int i = 0; i < months; i++) {
                month = month.plusMonths(1);
            }
            return month.atDay(Math.min(date.getDayOfMonth(), month.lengthOfMonth()));
        }

        /** The first instant at which the wall shows this; where it never does, as much after the jump as it lies in the gap. */
        private Instant first(LocalDate date, LocalTime time) {
            LocalDateTime wanted = LocalDateTime.of(date, time);
            long seconds = time.toSecondOfDay() % MINUTE;
            Instant walk = Instant.ofEpochSecond((date.toEpochDay() * 86_400 - 16 * 3600) / MINUTE * MINUTE + seconds);
            LocalDateTime before = wall(walk);
            while (before.isBefore(wanted)) {
                Instant next = walk.plusSeconds(MINUTE);
                LocalDateTime after = wall(next);
                if (after.isAfter(wanted)) {
                    // the wall jumped over it: go on by the clock as it was before the jump
                    return walk.plus(Duration.between(before, wanted));
                }
                walk = next;
                before = after;
            }
            return walk;
        }
    }
}
