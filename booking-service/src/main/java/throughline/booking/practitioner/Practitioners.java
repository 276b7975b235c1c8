package throughline.booking.practitioner;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.booking.availability.Availability;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;
import throughline.contract.PractitionerId;
import throughline.event.Cause;
import throughline.service.PracticeSettings;

/** The practitioners of the practice, kept in {@code booking.practitioners} once something about them has been stated. */
@Component
public class Practitioners {

    /** The practitioner of a new practice. */
    public static final PractitionerId ME = new PractitionerId("me");

    private final Aggregates<Practitioner> practitioners;
    private final PracticeSettings practice;

    Practitioners(AggregateFactory aggregates, PracticeSettings practice) {
        this.practitioners = aggregates.of("booking.practitioners", Practitioner.class);
        this.practice = practice;
    }

    public Optional<Practitioner> find(PractitionerId id) {
        Optional<Practitioner> kept = practitioners.find(id.value()).map(Stored::state);
        return kept.isPresent() || !id.equals(ME) ? kept : Optional.of(ofANewPractice());
    }

    /** Everybody who holds calls, the practitioner of a new practice first. */
    public Map<PractitionerId, Practitioner> all() {
        Map<PractitionerId, Practitioner> all = new LinkedHashMap<>();
        find(ME).ifPresent(me -> all.put(ME, me));
        practitioners
                .find(Filters.empty(), Sorts.ascending("_id"), 0, 0)
                .forEach(one -> all.put(new PractitionerId(one.id()), one.state()));
        return all;
    }

    public void put(PractitionerId id, Practitioner practitioner) {
        practitioners.<Void>change(id.value(), Cause.command(), before -> Decision.changed(practitioner));
    }

    private Practitioner ofANewPractice() {
        List<DayOfWeek> workdays =
                List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
        return new Practitioner(
                practice.practitioner(),
                new Availability(
                        practice.zone(),
                        List.of(new WeeklyRule(workdays, WallRange.of("09:00", "17:00"))),
                        List.of(),
                        List.of(),
                        null));
    }
}
