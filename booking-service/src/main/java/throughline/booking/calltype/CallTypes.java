package throughline.booking.calltype;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.booking.practitioner.Practitioners;
import throughline.contract.booking.Location;
import throughline.event.Cause;

/** The call types of the practice, kept in {@code booking.call-types} once staff have stated them. */
@Component
public class CallTypes {

    static final String EXPLORATION = "exploration-call";

    private final Aggregates<CallType> callTypes;

    CallTypes(AggregateFactory aggregates) {
        this.callTypes = aggregates.of("booking.call-types", CallType.class);
    }

    /** What can be booked, the one a new practice has first. */
    public List<CallType> bookable() {
        List<CallType> found = new ArrayList<>(callTypes.find(Filters.empty(), Sorts.ascending("_id"), 0, 0).stream()
                .map(Stored::state)
                .toList());
        if (found.stream().noneMatch(type -> type.typeId().equals(EXPLORATION))) {
            found.add(ofANewPractice());
        }
        return found.stream()
                .filter(type -> !type.retired())
                .sorted(Comparator.comparing((CallType type) -> !type.typeId().equals(EXPLORATION))
                        .thenComparing(CallType::typeId))
                .toList();
    }

    /** Every one there ever was, whether it can be booked or not. */
    public List<CallType> all() {
        return Stream.concat(
                        ever(EXPLORATION).stream(),
                        callTypes.find(Filters.ne("_id", EXPLORATION), Sorts.ascending("_id"), 0, 0).stream()
                                .map(Stored::state))
                .toList();
    }

    /** One that can be booked. */
    public Optional<CallType> find(String id) {
        return ever(id).filter(type -> !type.retired());
    }

    /** One that calls may be of, also if it can no longer be booked. */
    public Optional<CallType> ever(String id) {
        Optional<CallType> kept = callTypes.find(id).map(Stored::state);
        return kept.isPresent() || !id.equals(EXPLORATION) ? kept : Optional.of(ofANewPractice());
    }

    public void put(CallType type) {
        callTypes.<Void>change(type.typeId(), Cause.command(), before -> Decision.changed(type));
    }

    /** It can no longer be booked; calls of it stay. */
    public boolean retire(String id) {
        Optional<CallType> type = find(id);
        type.ifPresent(found -> put(found.asRetired()));
        return type.isPresent();
    }

    private static CallType ofANewPractice() {
        return new CallType(
                EXPLORATION,
                "Exploration call",
                "We look at where it hurts, what you have already tried, and what could be a sensible next step for you. "
                        + "It costs nothing.",
                Practitioners.ME,
                30,
                30,
                0,
                0,
                Duration.ZERO,
                60,
                null,
                null,
                1,
                CallType.Approval.AUTOMATIC,
                null,
                new Location(Location.Kind.PHONE, "By phone"),
                List.of(new Question(
                        "wish", "What would you like to change?", Question.Kind.LONG_TEXT, null, false, null)),
                false);
    }
}
