package throughline.notification.sequence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes when a step is due. Pure; everything is computed at the target with the zone's rules, never by applying today's
 * offset later. Days, weeks and months count on the calendar of the zone and keep the wall clock (a month clips to the month's
 * end), hours are elapsed time; {@code at} sets the wall clock; days, window and quiet hours move forward, never back.
 */
public final class DueTimes {

    private DueTimes() {}

    /**
     * What a step counts from.
     *
     * @param trigger when the event happened that started the run
     * @param triggerWords what happened then, for the rule: "the outcome"
     * @param callStart the call's start, if there is a call with a time
     */
    public record From(
            Instant trigger, String triggerWords, @Nullable Instant callStart, Lateness lateness) {}

    /** Empty for a step before a call that has no time, and for one whose window never opens. */
    public static Optional<Due> of(Step step, From from, ZoneId zone, Openings openings) {
        if (step.before() != null && from.callStart() == null) {
            return Optional.empty();
        }
        ZonedDateTime planned = planned(step, from, zone);
        LocalTime wall = step.at() == null ? planned.toLocalTime() : step.at();
        Set<Weekday> days = step.days().isEmpty() ? EnumSet.noneOf(Weekday.class) : EnumSet.copyOf(step.days());
        return openings.firstFrom(planned.toInstant(), zone, wall, days)
                .map(at ->
                        new Due(planned.toInstant(), at, RuleWords.of(step, from, planned, at.atZone(zone), openings)));
    }

    /**
     * The next time at which a step that is late may leave.
     *
     * @param nextWindow wait for the step's own wall time, if it has one
     */
    public static Optional<Instant> late(Step step, Instant now, boolean nextWindow, ZoneId zone, Openings openings) {
        LocalTime at = step.at();
        ZonedDateTime from = now.atZone(zone);
        if (nextWindow && at != null && openings.window() == null) {
            ZonedDateTime today = Wall.at(from.toLocalDate(), at, zone);
            from = today.isBefore(from) ? Wall.at(from.toLocalDate().plusDays(1), at, zone) : today;
        }
        Set<Weekday> days = step.days().isEmpty() ? EnumSet.noneOf(Weekday.class) : EnumSet.copyOf(step.days());
        LocalTime wall = at == null ? from.toLocalTime() : at;
        return openings.firstFrom(from.toInstant(), zone, wall, days);
    }

    private static ZonedDateTime planned(Step step, From from, ZoneId zone) {
        Span before = step.before();
        Instant callStart = from.callStart();
        return before == null || callStart == null
                ? after(step, from, zone)
                : back(before, step.at(), callStart.atZone(zone), zone);
    }

    private static ZonedDateTime back(Span span, @Nullable LocalTime at, ZonedDateTime start, ZoneId zone) {
        LocalDateTime local = start.toLocalDateTime().minus(span.days());
        if (at != null) {
            LocalDate date = span.countsDays()
                    ? local.toLocalDate()
                    : start.minus(span.time()).toLocalDate();
            return Wall.at(date, at, zone);
        }
        return (span.countsDays() ? Wall.at(local, zone) : start).minus(span.time());
    }

    private static ZonedDateTime after(Step step, From from, ZoneId zone) {
        Span span = step.afterOrAtOnce();
        LocalTime at = step.at();
        if (at == null) {
            ZonedDateTime begin = from.trigger().plus(from.lateness().time()).atZone(zone);
            return (span.countsDays() ? Wall.at(begin.toLocalDateTime().plus(span.days()), zone) : begin)
                    .plus(span.time());
        }
        if (span.countsDays()) {
            LocalDate date = from.trigger().atZone(zone).toLocalDate().plus(span.days());
            return Wall.at(date.plusDays(from.lateness().days()), at, zone);
        }
        ZonedDateTime earliest =
                from.trigger().plus(from.lateness().time()).plus(span.time()).atZone(zone);
        ZonedDateTime sameDay = Wall.at(earliest.toLocalDate(), at, zone);
        return sameDay.isBefore(earliest) ? Wall.at(earliest.toLocalDate().plusDays(1), at, zone) : sameDay;
    }
}
