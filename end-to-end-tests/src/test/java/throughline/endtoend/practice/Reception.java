package throughline.endtoend.practice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people ask a practice for, through its public interface. */
public record Reception(Http http) {

    public static final String CALL_TYPE = "exploration-call";

    /** Offered times on these days of the practice. */
    public List<Slot> slots(LocalDate from, LocalDate to) {
        var answer = http.get("/api/booking/v1/call-types/" + CALL_TYPE + "/slots?from=" + from + "&to=" + to)
                .send();
        var slots = new ArrayList<Slot>();
        answer.json()
                .path("slots")
                .forEach(slot -> slots.add(new Slot(
                        Instant.parse(slot.path("start").asString()),
                        Instant.parse(slot.path("end").asString()))));
        return slots;
    }

    /** Not yet sent, so that a test may change it. */
    public Call booking(Person person, Instant start, String idempotencyKey) {
        return http.post("/api/booking/v1/calls")
                .from(person.peer())
                .header("Idempotency-Key", idempotencyKey)
                .json(form(person, start));
    }

    /** The fields of a booking that is as it should be. */
    public static Map<String, Object> form(Person person, Instant start) {
        var form = new HashMap<String, Object>();
        form.put("callType", CALL_TYPE);
        form.put("start", start.toString());
        form.put("zone", person.zone());
        form.put("name", person.name());
        form.put("email", person.email());
        form.put("answers", Map.of());
        return form;
    }

    /** @throws IllegalStateException if it is refused */
    public Booked book(Person person, Slot slot) {
        var answer = booking(person, slot.start(), UUID.randomUUID().toString()).send();
        if (answer.status() != 201) {
            throw new IllegalStateException("the booking was answered " + answer);
        }
        return new Booked(answer.text("callId"), slot, answer.text("manageUrl"));
    }

    /** @return the client's id */
    public String outcome(Booked call, String outcome) {
        var answer = http.post("/api/booking/v1/calls/" + call.callId() + "/outcome")
                .staff()
                .json(Map.of("outcome", outcome))
                .send();
        if (!answer.isSuccess()) {
            throw new IllegalStateException("the outcome was answered " + answer);
        }
        return http.get("/api/booking/v1/calls/" + call.callId()).staff().send().text("clientId");
    }

    /** A call that was acknowledged. */
    public record Booked(String callId, Slot slot, String manageUrl) {}
}
