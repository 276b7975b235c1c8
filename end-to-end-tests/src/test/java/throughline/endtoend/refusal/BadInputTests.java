package throughline.endtoend.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.endtoend.refusal.Bad.bad;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.endtoend.practice.Call;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Reception;
import throughline.endtoend.practice.SharedPractices;
import throughline.endtoend.practice.Slot;
import throughline.launcher.Installation.Shape;

/** Over HTTP, as a stranger's program would try it. The documents are counted and the mailbox is looked at before and after each. */
@Tag("running-system")
@ExtendWith(SharedPractices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTests {

    private static final Map<String, Object> OPERATOR = Map.of("$ne", 1);
    private static final String CALLS = "/api/booking/v1/calls";
    private static final String SUBSCRIPTIONS = "/api/notification/v1/subscriptions";
    private static final String ARTICLES = "/api/content/v1/articles";

    private final Practice practice = SharedPractices.of(Shape.STANDALONE);
    private final List<Slot> slots = SomeSlots.of(practice);
    private final String question = practice.http()
            .get("/api/booking/v1/call-types")
            .send()
            .json()
            .path(0)
            .path("questions")
            .path(0)
            .path("id")
            .asString("");

    @BeforeAll
    void nothingElseIsGoingOn() {
        Quiet.await(practice);
    }

    Stream<Bad> bookings() {
        return Stream.of(
                bad("line break in a name", booking("name", "Ana\r\nBcc: x@client.example"), 422, "BAD_NAME"),
                bad("control character in a name", booking("name", "Ana\u0000"), 422, "BAD_NAME"),
                bad("empty name", booking("name", "  "), 422, "BAD_NAME"),
                bad("name without end", booking("name", "x".repeat(5_000)), 422, "BAD_NAME"),
                bad("operator for a name", booking("name", OPERATOR), 400, "MALFORMED"),
                bad("list for a name", booking("name", List.of("Ana")), 400, "MALFORMED"),
                bad("no address", booking("email", "ana"), 422, "BAD_EMAIL"),
                bad(
                        "line break in an address",
                        booking("email", "a@client.example\r\nBcc: b@client.example"),
                        422,
                        "BAD_EMAIL"),
                bad("two addresses", booking("email", "a@client.example, b@client.example"), 422, "BAD_EMAIL"),
                bad("operator for an address", booking("email", OPERATOR), 400, "MALFORMED"),
                bad("operator for a call type", booking("callType", OPERATOR), 400, "MALFORMED"),
                bad("operator for answers", booking("answers", Map.of(question, OPERATOR)), 400, "MALFORMED"),
                bad("unknown call type", booking("callType", "no-such-type"), 422, "UNKNOWN_CALL_TYPE"),
                bad("unknown zone", booking("zone", "Mars/Olympus"), 422, "UNKNOWN_ZONE"),
                bad("empty zone", booking("zone", ""), 422, "UNKNOWN_ZONE"),
                bad("zone that is a path", booking("zone", "../../etc/localtime"), 422, "UNKNOWN_ZONE"),
                bad("start that is none", booking("start", "tomorrow"), 400, "MALFORMED"),
                bad("past", booking("start", "2020-01-06T17:00:00Z"), 422, "PAST"),
                bad(
                        "between the slots",
                        booking(
                                "start",
                                slots.getFirst().start().plusSeconds(60).toString()),
                        422,
                        "OFF_GRID"),
                bad("years ahead", booking("start", "2099-01-06T17:00:00Z"), 422, "OUT_OF_WINDOW"),
                bad(
                        "end that is not the end",
                        booking("end", slots.getFirst().end().plusSeconds(60).toString()),
                        422,
                        "BAD_DURATION"),
                bad("unknown hold", booking("holdId", "h_" + "0".repeat(32)), 410, "HOLD_EXPIRED"),
                bad(
                        "key without end",
                        booking("note", "").header("Idempotency-Key", "k".repeat(5_000)),
                        400,
                        "MALFORMED"),
                bad(
                        "no JSON",
                        practice.http()
                                .post(CALLS)
                                .header("Idempotency-Key", "k")
                                .raw("application/json", "{\"name\":"),
                        400,
                        "MALFORMED"),
                bad(
                        "not an object",
                        practice.http()
                                .post(CALLS)
                                .header("Idempotency-Key", "k")
                                .raw("application/json", "[1]"),
                        400,
                        "MALFORMED"),
                bad(
                        "another kind of body",
                        practice.http()
                                .post(CALLS)
                                .header("Idempotency-Key", "k")
                                .raw("text/plain", "name=Ana"),
                        415,
                        ""),
                bad("two megabytes", booking("note", "x".repeat(2_000_000)), 413, "TOO_LARGE"));
    }

    Stream<Bad> others() {
        return Stream.of(
                bad(
                        "slots in no zone",
                        practice.http().get(slotsFrom("2026-12-10", "2026-12-11") + "&zone=Mars/Olympus"),
                        422,
                        "UNKNOWN_ZONE"),
                bad("slots of no day", practice.http().get(slotsFrom("yesterday", "2026-12-11")), 400, "MALFORMED"),
                bad("slots of a year", practice.http().get(slotsFrom("2026-12-10", "2027-12-10")), 422, ""),
                bad(
                        "hold of nothing",
                        practice.http().post("/api/booking/v1/holds").json(Map.of("callType", OPERATOR, "start", "x")),
                        400,
                        "MALFORMED"),
                bad(
                        "manage link nobody was given",
                        practice.http().get("/api/booking/v1/manage/AAAAAAAAAAAAAAAA"),
                        404,
                        "NOT_FOUND"),
                bad(
                        "cancelling with it",
                        practice.http()
                                .post("/api/booking/v1/manage/AAAAAAAAAAAAAAAA/cancel")
                                .json(Map.of()),
                        404,
                        "NOT_FOUND"),
                bad(
                        "outcome without a sign-in",
                        practice.http().post(CALLS + "/c_1/outcome").json(Map.of("outcome", "INTERESTED")),
                        401,
                        "SIGN_IN_NEEDED"),
                bad(
                        "outcome with a wrong token",
                        practice.http()
                                .post(CALLS + "/c_1/outcome")
                                .header("Authorization", "Bearer " + "x".repeat(40))
                                .json(Map.of("outcome", "INTERESTED")),
                        401,
                        "SIGN_IN_NEEDED"),
                bad(
                        "outcome nobody knows",
                        practice.http().post(CALLS + "/c_1/outcome").staff().json(Map.of("outcome", "DELIGHTED")),
                        422,
                        "UNKNOWN_OUTCOME"),
                bad(
                        "operator for an outcome",
                        practice.http().post(CALLS + "/c_1/outcome").staff().json(Map.of("outcome", OPERATOR)),
                        400,
                        "MALFORMED"),
                bad(
                        "outcome of no call",
                        practice.http().post(CALLS + "/c_1/outcome").staff().json(Map.of("outcome", "INTERESTED")),
                        404,
                        "NOT_FOUND"),
                bad(
                        "page before the first",
                        practice.http().get(CALLS + "?page=0").staff(),
                        400,
                        "MALFORMED"),
                bad(
                        "subscription of an operator",
                        practice.http().post(SUBSCRIPTIONS).json(Map.of("email", OPERATOR, "purpose", "articles")),
                        400,
                        "MALFORMED"),
                bad(
                        "subscription of no address",
                        practice.http()
                                .post(SUBSCRIPTIONS)
                                .json(Map.of("email", "a\r\nTo: b@client.example", "purpose", "articles")),
                        422,
                        "BAD_EMAIL"),
                bad(
                        "subscription for nothing",
                        practice.http()
                                .post(SUBSCRIPTIONS)
                                .json(Map.of("email", "a@client.example", "purpose", "spam")),
                        422,
                        ""),
                bad(
                        "unsubscribing with a wrong token",
                        practice.http().post("/u/AAAAAAAAAAAAAAAA").form(Map.of("List-Unsubscribe", "One-Click")),
                        404,
                        ""),
                bad(
                        "article by a stranger",
                        practice.http().post(ARTICLES).json(Map.of("title", "t", "markdown", "m")),
                        401,
                        "SIGN_IN_NEEDED"),
                bad(
                        "article without end",
                        practice.http()
                                .post(ARTICLES)
                                .staff()
                                .json(Map.of("title", "t", "markdown", "x".repeat(300_000))),
                        413,
                        "TOO_LARGE"),
                bad(
                        "line break in a title",
                        practice.http().post(ARTICLES).staff().json(Map.of("title", "a\r\nb", "markdown", "m")),
                        422,
                        ""),
                bad(
                        "operator for a title",
                        practice.http().post(ARTICLES).staff().json(Map.of("title", OPERATOR, "markdown", "m")),
                        400,
                        "MALFORMED"),
                bad(
                        "deliveries of an operator",
                        practice.http()
                                .get("/api/notification/v1/deliveries?state=%7B%22%24ne%22%3A1%7D")
                                .staff(),
                        422,
                        ""),
                bad(
                        "clock that is none",
                        practice.http().post("/dev/clock").json(Map.of("advance", "soon")),
                        422,
                        "BAD_CLOCK"),
                bad("mail that is none", practice.http().get("/dev/mailbox/999999/source"), 404, ""),
                bad(
                        "path that is none",
                        practice.http().get("/api/booking/v1/nothing").staff(),
                        404,
                        "NOT_FOUND"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bookings")
    void badBookingIsRefusedAndLeavesNothing(Bad input) {
        refusedWithoutTrace(input);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void badRequestIsRefusedAndLeavesNothing(Bad input) {
        refusedWithoutTrace(input);
    }

    private void refusedWithoutTrace(Bad input) {
        var documents = documents();
        int mails = practice.mailbox().size();

        var answer = input.call()
                .from("10.99." + (input.name().hashCode() & 255) + ".7")
                .send();

        assertThat(answer.status()).as("%s", answer).isEqualTo(input.status());
        if (!input.code().isEmpty()) {
            assertThat(answer.code()).as("%s", answer).isEqualTo(input.code());
        }
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "$ne");
        assertThat(documents()).isEqualTo(documents);
        assertThat(practice.mailbox().size()).isEqualTo(mails);
    }

    @Test
    void keyOfAnotherBookingIsRefused() {
        var person = Person.called("Mia Match");
        var key = UUID.randomUUID().toString();
        var first =
                practice.reception().booking(person, slots.get(1).start(), key).send();
        Quiet.await(practice);
        var documents = documents();

        var other =
                practice.reception().booking(person, slots.get(2).start(), key).send();

        assertThat(first.status()).isEqualTo(201);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
        assertThat(documents()).isEqualTo(documents);
    }

    @Test
    void twentyFirstBookingFromOneAddressWaits() {
        var person = Person.called("Max Many");

        for (int i = 0; i < 20; i++) {
            assertThat(booking("name", "").from(person.peer()).send().status()).isEqualTo(422);
        }
        var late = booking("name", "").from(person.peer()).send();

        assertThat(late.status()).isEqualTo(429);
        assertThat(late.header("Retry-After")).isPresent();
    }

    @Test
    void foreignSiteCannotActWithTheOwnersCookie() {
        var session = practice.ownerSession();
        var documents = documents();

        var withoutToken = practice.http()
                .post("/staff/account/sign-out-everywhere")
                .header("Cookie", session)
                .header("Origin", "https://evil.example")
                .form(Map.of())
                .send();
        var api = practice.http()
                .post(ARTICLES)
                .header("Cookie", session)
                .header("Origin", "https://evil.example")
                .json(Map.of("title", "t", "markdown", "m"))
                .send();

        assertThat(withoutToken.status()).isEqualTo(403);
        assertThat(api.status()).isEqualTo(403);
        assertThat(api.code()).isEqualTo("FORBIDDEN");
        assertThat(practice.http()
                        .get("/staff/today")
                        .header("Cookie", session)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(documents()).isEqualTo(documents);
    }

    @Test
    void foreignScriptIsNotLetIn() {
        var preflight = practice.http()
                .call("OPTIONS", CALLS)
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .send();

        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    /** A booking that is right but for one field. */
    private Call booking(String field, Object value) {
        var form = Reception.form(Person.called("Bo Bad"), slots.getFirst().start());
        form.put(field, value);
        return practice.http()
                .post(CALLS)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(form);
    }

    private static String slotsFrom(String from, String to) {
        return "/api/booking/v1/call-types/" + Reception.CALL_TYPE + "/slots?from=" + from + "&to=" + to;
    }

    /** Counts by collection; a sign-in leaves a session, and audits say who did what, which is as it should be. */
    private Map<String, Long> documents() {
        var counts = new TreeMap<>(practice.database().counts());
        counts.keySet().removeIf(name -> name.startsWith("dashboard."));
        return counts;
    }
}
