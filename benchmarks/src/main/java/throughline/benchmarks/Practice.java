package throughline.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The calendar side of a system under measurement: times to be had, and people who ask for them. */
final class Practice {

    static final String EXPLORATION = "exploration-call";
    private static final String CALLS = "/api/booking/v1/calls";

    private final Site site;

    Practice(Site site) {
        this.site = site;
    }

    static String slotsPath(String callType, LocalDate from, LocalDate to) {
        return "/api/booking/v1/call-types/" + callType + "/slots?from=" + from + "&to=" + to;
    }

    List<String> starts(String callType, LocalDate from, LocalDate to) {
        List<String> starts = new ArrayList<>();
        for (JsonNode slot : site.get(slotsPath(callType, from, to)).get("slots")) {
            starts.add(slot.get("start").asString());
        }
        return starts;
    }

    /** A practitioner with one call type of the same name, half an hour long, at any hour of any day. */
    void addPractitioner(String who, Map<String, Integer> more) {
        site.put(
                "/api/booking/v1/practitioners/" + who + "/availability",
                Map.of(
                        "zone",
                        "America/Los_Angeles",
                        "weekly",
                        List.of(Map.of(
                                "days",
                                List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"),
                                "from",
                                "00:00",
                                "to",
                                "24:00"))));
        Map<String, Object> callType = new HashMap<>(Map.of("name", who, "practitioner", who, "durationMinutes", 30));
        callType.putAll(more);
        site.put("/api/booking/v1/call-types/" + who, callType);
    }

    void book(String callType, String start, String email) {
        site.post(CALLS, request(callType, start, email), email);
    }

    /** By somebody who may be followed up; answers the id of the call. */
    String bookFollowedUp(String callType, String start, String email) {
        Map<String, Object> request = new HashMap<>(request(callType, start, email));
        request.put("followUp", true);
        return site.post(CALLS, request, email).get("callId").asString();
    }

    /** The answer's status, for times that may be taken. */
    int tryToBook(String callType, String start, String email) {
        return site.postStatus(CALLS, request(callType, start, email));
    }

    /** All by the same one-word name, which makes nobody look like a duplicate of anybody. */
    private static Map<String, ?> request(String callType, String start, String email) {
        return Map.of("callType", callType, "start", start, "name", "Reader", "email", email);
    }
}
