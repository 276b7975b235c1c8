package throughline.endtoend.story;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Slot;

/** Times that no other test needs. */
final class Slots {

    private Slots() {}

    /** Some weeks ahead. */
    static Slot far(Practice practice) {
        var day = LocalDate.ofInstant(practice.now(), Story.PRACTICE).plusDays(40);
        List<Slot> slots = practice.reception().slots(day, day.plusDays(15));
        return slots.get(ThreadLocalRandom.current().nextInt(slots.size()));
    }
}
