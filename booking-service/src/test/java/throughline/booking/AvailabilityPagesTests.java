package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import throughline.booking.Http.Answer;

/** Staff change when calls can be had, as a browser without script does it. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=100000"
        })
class AvailabilityPagesTests {

    private static final String HOURS = "/staff/availability";
    private static final String TYPES = "/staff/availability/call-types";

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void aBrowser() {
        http = new Http(port);
    }

    private static Map<String, String> hours(String weekdays) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("who", "me");
        fields.put("name", "Mira Sorrel");
        fields.put("zone", "America/Los_Angeles");
        for (int day = 1; day <= 7; day++) {
            fields.put("day_" + day, day <= 5 ? weekdays : "");
        }
        fields.put("country", "");
        fields.put("do", "save");
        return fields;
    }

    private Answer book(String type, String start, String email) {
        return http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"" + type + "\",\"start\":\"" + start + "\",\"name\":\"Zoe N\",\"email\":\"" + email
                        + "\"}");
    }

    private Answer simulate(String path, String body) {
        return http.staff("POST", "/api/booking/v1/" + path + "/simulate", body);
    }

    @Test
    void hoursOverridesTimeOffAndHolidaysAreSavedAsTyped() {
        Map<String, String> fields = hours("9 to noon, 13:30 to 5 pm");
        fields.put("override_date_0", "2027-04-05");
        fields.put("override_times_0", "");
        fields.put("override_date_1", "2027-04-10");
        fields.put("override_times_1", "22:00 to 24:00");
        fields.put("off_from_0", "2027-04-12");
        fields.put("off_fromTime_0", "");
        fields.put("off_to_0", "2027-04-13");
        fields.put("off_toTime_0", "12:00");
        fields.put("off_reason_0", "Away");
        fields.put("country", "US");
        fields.put("region", "ca");
        fields.put("observed", "yes");

        Answer saved = http.staffForm(HOURS, fields);

        assertThat(saved.status()).as(saved.body()).isEqualTo(303);
        assertThat(http.staffGet("/api/booking/v1/practitioners/me/availability")
                        .body())
                .contains(
                        "{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],\"from\":\"09:00\",\"to\":\"12:00\"}",
                        "{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],\"from\":\"13:30\",\"to\":\"17:00\"}",
                        "{\"date\":\"2027-04-05\",\"ranges\":[]}",
                        "{\"date\":\"2027-04-10\",\"ranges\":[{\"from\":\"22:00\",\"to\":\"24:00\"}]}",
                        "{\"from\":\"2027-04-12T00:00\",\"to\":\"2027-04-13T12:00\",\"reason\":\"Away\"}",
                        "\"holidays\":{\"country\":\"US\",\"region\":\"ca\",\"observed\":true}");
        Answer page = http.staffGet(HOURS + "?saved");
        assertThat(page.body())
                .contains("Saved.", "09:00 to 12:00, 13:30 to 17:00", "value=\"2027-04-05\"", "César Chávez")
                .doesNotContain("style=", "onclick", "<script>");
        http.staffForm(HOURS, hours("9 to 17"));
    }

    @Test
    void errorsStandBesideTheirFieldsAndNothingTypedIsLost() {
        Map<String, String> fields = hours("nine to five");
        fields.put("zone", "Atlantis/Capital");
        fields.put("override_date_0", "2027-04-31");
        fields.put("override_times_0", "9 to 12, 11 to 13");
        fields.put("off_from_0", "2027-05-02");
        fields.put("off_to_0", "2027-05-01");

        Answer refused = http.staffForm(HOURS, fields);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("9 fields need a look", "nine to five", "Atlantis/Capital", "value=\"2027-04-31\"")
                .contains("id=\"day_1-error\"", "id=\"zone-error\"", "id=\"off_to_0-error\"")
                .contains("aria-invalid=\"true\"", "It ends before it begins.");
        assertThat(http.staffGet("/api/booking/v1/practitioners/me/availability")
                        .body())
                .doesNotContain("Atlantis");
    }

    @Test
    void aChangeThatWouldHaveRefusedSomebodyIsShownBeforeItIsSaved() {
        Answer booked = book("exploration-call", "2027-03-02T23:30:00Z", "a@client.example"); // 15:30 on Tuesday
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);

        Answer shown = http.staffForm(HOURS, hours("9:00 to 15:00"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body())
                .contains("This would have refused 1 of", "/staff/calls/" + booked.text("callId"), "Save all the same")
                .contains("value=\"9:00 to 15:00\"");
        assertThat(http.staffGet("/api/booking/v1/practitioners/me/availability")
                        .body())
                .doesNotContain("15:00");
        Map<String, String> anyway = hours("9:00 to 15:00");
        anyway.put("do", "anyway");
        assertThat(http.staffForm(HOURS, anyway).status()).isEqualTo(303);
        Answer same = simulate(
                "practitioners/me/availability",
                "{\"weekly\":[{\"days\":[\"TUE\"],\"from\":\"09:00\",\"to\":\"15:00\"}]}");
        assertThat(same.json().get("refused").intValue()).isZero(); // the rules that hold refuse it as well
        http.staffForm(HOURS, hours("9 to 17"));
        Answer again = simulate(
                "practitioners/me/availability",
                "{\"weekly\":[{\"days\":[\"TUE\"],\"from\":\"09:00\",\"to\":\"15:00\"}]}");
        assertThat(again.json().get("items").get(0).get("code").stringValue()).isEqualTo("OUTSIDE_HOURS");
        assertThat(again.json().get("requests").intValue()).isPositive();
    }

    @Test
    void aCallTypeIsMadeChangedAndNoLongerOffered() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "Längeres Gespräch");
        fields.put("description", "An hour.");
        fields.put("durationMinutes", "60");
        fields.put("stepMinutes", "30");
        fields.put("bufferAfterMinutes", "15");
        fields.put("notice", "2");
        fields.put("noticeUnit", "DAYS");
        fields.put("bookingWindowDays", "90");
        fields.put("maxPerDay", "3");
        fields.put("capacity", "1");
        fields.put("approval", "ON_REQUEST");
        fields.put("kind", "VIDEO");
        fields.put("place", "By video");
        fields.put("q_id_0", "");
        fields.put("q_label_0", "Were you injured?");
        fields.put("q_kind_0", "YES_NO");
        fields.put("q_required_0", "yes");
        fields.put("do", "save");

        Answer made = http.staffForm(TYPES + "/new", fields);

        assertThat(made.status()).as(made.body()).isEqualTo(303);
        assertThat(made.header("location")).endsWith(TYPES + "/langeres-gesprach?saved");
        fields.put("q_id_0", "q1");
        fields.put("q_id_1", "");
        fields.put("q_label_1", "What does the doctor say?");
        fields.put("q_kind_1", "CHOICE");
        fields.put("q_choices_1", "Go on\nWait\n");
        fields.put("q_whenQuestion_1", "q1");
        fields.put("q_whenEquals_1", "yes");
        assertThat(http.staffForm(TYPES + "/langeres-gesprach", fields).status())
                .isEqualTo(303);
        assertThat(http.staffGet("/api/booking/v1/call-types/langeres-gesprach").body())
                .contains(
                        "\"minimumNotice\":\"PT48H\"",
                        "\"approval\":\"ON_REQUEST\"",
                        "\"choices\":[\"Go on\",\"Wait\"]")
                .contains("\"showWhen\":{\"question\":\"q1\",\"equals\":\"yes\"}");
        assertThat(http.staffGet(TYPES + "/langeres-gesprach?saved").body())
                .contains("Saved.", "What does the doctor say?", "Längeres Gespräch");
        assertThat(http.staffForm(TYPES + "/langeres-gesprach/retire", Map.of()).status())
                .isEqualTo(303);
        assertThat(http.get("/api/booking/v1/call-types").body()).doesNotContain("langeres-gesprach");
        assertThat(http.staffGet(TYPES).body()).contains("not offered");
    }

    @Test
    void aCallTypeThatMakesNoSenseIsRefusedBesideItsFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "Talk");
        fields.put("durationMinutes", "half an hour");
        fields.put("do", "save");
        Answer noNumber = http.staffForm(TYPES + "/new", fields);
        fields.put("durationMinutes", "2");
        Answer tooShort = http.staffForm(TYPES + "/new", fields);
        fields.put("durationMinutes", "30");
        fields.put("kind", "PHONE");
        fields.put("q_label_0", "Which?");
        fields.put("q_kind_0", "CHOICE");
        Answer noChoices = http.staffForm(TYPES + "/new", fields);

        assertThat(noNumber.status()).isEqualTo(422);
        assertThat(noNumber.body()).contains("half an hour", "id=\"durationMinutes-error\"", "A whole number");
        assertThat(tooShort.body()).contains("id=\"durationMinutes-error\"", "Between 5 and 720.");
        assertThat(noChoices.body()).contains("id=\"question_0-error\"", "A choice needs 1 to 50 different choices.");
    }

    @Test
    void pagesOfStaffNeedASignIn() {
        assertThat(http.get(HOURS).status()).isNotEqualTo(200);
        assertThat(http.get(TYPES).status()).isNotEqualTo(200);
        assertThat(http.form(HOURS, hours("9 to 10")).status()).isIn(302, 303, 401, 403);
        assertThat(http.staffGet("/api/booking/v1/practitioners/me/availability")
                        .body())
                .doesNotContain("\"to\":\"10:00\"");
    }
}
