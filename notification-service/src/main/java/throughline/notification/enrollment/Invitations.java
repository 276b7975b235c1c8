package throughline.notification.enrollment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.notification.contact.KnownCall;
import throughline.notification.message.CalendarPart;
import throughline.service.PracticeSettings;

/** The calendar part of a mail about a call. The entry names the kind of call and the practice, never a reason. */
@Component
class Invitations {

    private final PracticeSettings practice;

    Invitations(PracticeSettings practice) {
        this.practice = practice;
    }

    /** Null for a call that has no time, or none in the calendar yet. */
    @Nullable
    CalendarPart of(KnownCall call, CalendarPart.Method method) {
        Instant start = call.start();
        Instant end = call.end();
        String uid = call.uid();
        return start == null || end == null || uid == null
                ? null
                : new CalendarPart(
                        method,
                        uid,
                        Math.max(0, call.sequence()),
                        start,
                        end,
                        call.typeName() + ", " + practice.practice(),
                        call.where());
    }
}
