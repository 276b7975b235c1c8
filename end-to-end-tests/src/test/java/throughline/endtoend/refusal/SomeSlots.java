package throughline.endtoend.refusal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Slot;

/** Times that can be had, so that it is never the time that is refused. */
final class SomeSlots {

    private SomeSlots() {}

    static List<Slot> of(Practice practice) {
        var day = LocalDate.ofInstant(practice.now(), ZoneOffset.UTC).plusDays(30);
        return practice.reception().slots(day, day.plusDays(7));
    }
}
