package throughline.booking.spam;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.TooBusy;
import throughline.contract.booking.SpamSuspected;
import throughline.event.Cause;
import throughline.outbox.OutboxFull;

/**
 * Counts suspected spam, one document a day in {@code booking.spam}, and tells it. Nothing of what was sent is in there. In a flood
 * not every form is counted: nobody waits for a number.
 */
@Component
class Suspects {

    private static final Logger log = LoggerFactory.getLogger(Suspects.class);

    private final Aggregates<Day> days;
    private final Clock clock;

    Suspects(AggregateFactory aggregates, Clock clock) {
        this.days = aggregates.of("booking.spam", Day.class);
        this.clock = clock;
    }

    record Day(int suspected) {}

    void count(String reason) {
        String form = UuidCreator.getRandomBased().toString();
        try {
            days.<Void>change(
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(),
                    Cause.command(),
                    before -> Decision.changed(
                            new Day(before.map(Day::suspected).orElse(0) + 1), new SpamSuspected(form, reason)));
        } catch (TooBusy | OutboxFull e) {
            log.warn("A form that was suspected ({}) is not counted: too many at once.", reason);
        }
    }
}
