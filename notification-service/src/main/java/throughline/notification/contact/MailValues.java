package throughline.notification.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.notification.message.MailTimes;
import throughline.service.PracticeSettings;

/** The values of a template's variables for one client and one call. Times are written in the reader's zone. */
@Component
public class MailValues {

    private final PracticeSettings practice;

    MailValues(PracticeSettings practice) {
        this.practice = practice;
    }

    /** What is true of every mail. */
    public Map<String, String> practice() {
        Map<String, String> values = new HashMap<>();
        values.put("practice.name", practice.practice());
        values.put("practitioner.name", practice.practitioner());
        values.put("practice.today", practice.link("/staff/today"));
        values.put("booking.link", practice.link("/book"));
        return values;
    }

    /** For a mail to the client, in the zone the call was booked in. */
    public Map<String, String> forClient(KnownClient client, @Nullable KnownCall call) {
        Map<String, String> values = practice();
        values.put("client.name", client.name());
        values.put("client.firstName", firstName(client.name()));
        if (call != null) {
            put(values, call, call.zone());
        }
        return values;
    }

    /** For the practitioner's copy, in the practice's zone. */
    public Map<String, String> forPractice(KnownClient client, KnownCall call) {
        Map<String, String> values = practice();
        values.put("client.name", client.name());
        values.put("client.email", client.email());
        values.put("client.phone", client.phone());
        put(values, call, practice.zone());
        return values;
    }

    private static void put(Map<String, String> values, KnownCall call, ZoneId zone) {
        values.put("practitioner.name", call.practitioner());
        values.put("call.type", call.typeName());
        values.put("call.where", call.where());
        values.put("call.manageLink", call.manageLink());
        Instant start = call.start();
        Instant end = call.end();
        if (start != null && end != null) {
            values.put("call.date", MailTimes.date(start, zone));
            values.put("call.day", MailTimes.day(start, zone));
            values.put("call.time", MailTimes.time(start, zone));
            values.put("call.hours", MailTimes.span(start, end, zone));
        }
    }

    private static String firstName(String name) {
        String stripped = name.strip();
        int end = stripped.indexOf(' ');
        return end < 0 ? stripped : stripped.substring(0, end);
    }
}
