package throughline.booking.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import throughline.aggregate.Decision;
import throughline.booking.waiting.WaitingList.Freed;
import throughline.booking.waiting.WaitingList.How;
import throughline.booking.waiting.WaitingRules.Next;
import throughline.booking.waiting.WaitingRules.No;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.Contact;
import throughline.contract.booking.SlotOffered;
import throughline.contract.booking.SlotReleased;

/** The rule book of the waiting list. */
class WaitingRulesTests {

    private static final Instant NOW = Instant.parse("2027-03-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2027-03-02T12:00:00Z");
    private static final Freed FREED = new Freed(NOON, NOON.plus(Duration.ofMinutes(30)));
    private static final BookingEvent FACT =
            new SlotReleased(new PractitionerId("me"), "call", FREED.start(), FREED.end());

    @Test
    void whoAskedFirstIsNextUnlessItDoesNotFitOrWasOfferedBefore() {
        WaitingList list = asked("a", "b", "c");

        assertThat(next(list, "a", "b", "c")).isEqualTo("a");
        assertThat(next(list, "b", "c")).isEqualTo("b");
        WaitingList passed = after(WaitingRules.letGo(offered(list, "a"), id("a"), hold("a")));
        assertThat(next(passed, "a", "b", "c")).isEqualTo("b");
        assertThat(next(offered(list, "a"), "a", "b", "c")).isEqualTo("b");
        assertThat(next(list)).isEmpty();
    }

    @Test
    void anOfferThatRunsOutFreesItsTimeAgainAndKeepsThePersonOnTheList() {
        WaitingList list = offered(asked("a"), "a");

        assertThat(WaitingRules.runOut(list, NOW.plusSeconds(7_199))).isInstanceOf(Decision.Unchanged.class);
        WaitingList over = after(WaitingRules.runOut(list, NOW.plusSeconds(7_200)));

        assertThat(over.freed()).containsExactly(FREED);
        assertThat(over.find(id("a")))
                .get()
                .matches(Waiting::isWaiting)
                .matches(p -> p.offered().contains(NOON));
    }

    @Test
    void anOfferThatComesLateIsRefusedAndTheSameOneTwiceChangesNothing() {
        WaitingList list = offered(asked("a", "b"), "a");

        assertThat(offer(list, "a", 1)).isInstanceOf(Decision.Unchanged.class);
        WaitingList passed = after(WaitingRules.letGo(list, id("a"), hold("a")));
        assertThat(refusal(offer(passed, "a", 1))).isEqualTo(No.HAS_AN_OFFER);
        assertThat(refusal(offer(list, "z", 1))).isEqualTo(No.GONE);
        assertThat(WaitingRules.letGo(passed, id("a"), hold("a"))).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void whoLeavesGivesTheOfferedTimeBackAndWhoTookItDoesNot() {
        WaitingList list = offered(asked("a"), "a");

        assertThat(after(WaitingRules.leave(list, id("a"), How.LEFT, null, FACT))
                        .freed())
                .containsExactly(FREED);
        WaitingList taken = after(WaitingRules.leave(list, id("a"), How.TOOK_AN_OFFER, new CallId("call"), null));
        assertThat(taken.freed()).isEmpty();
        assertThat(taken.gone(id("a"))).get().matches(gone -> new CallId("call").equals(gone.booked()));
        assertThat(WaitingRules.leave(taken, id("a"), How.LEFT, null, FACT)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void theSameRequestAgainChangesNothingAndAnotherWithItsKeyIsRefused() {
        WaitingList list = asked("a");

        assertThat(WaitingRules.ask(list, person("a", "client-a", "r"), FACT, 10))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(refusal(WaitingRules.ask(list, person("a", "client-a", "other"), FACT, 10)))
                .isEqualTo(No.ANOTHER_REQUEST);
        WaitingList again = after(WaitingRules.ask(list, person("a2", "client-a", "r2"), FACT, 10));
        assertThat(again.people()).singleElement().matches(p -> p.callId().equals(id("a")));
        assertThat(refusal(WaitingRules.ask(list, person("b", "client-b", "r"), FACT, 1)))
                .isEqualTo(No.FULL);
    }

    @Test
    void whoseRecordIsJoinedIntoAnotherKeepsPlaceAndOffer() {
        WaitingList list = offered(asked("a", "b"), "a");
        Waiting before = list.find(id("a")).orElseThrow();

        WaitingList after = after(WaitingRules.handOver(list, before.client(), new ClientId("cl_other")));

        assertThat(after.people().getFirst()).isEqualTo(before.of(new ClientId("cl_other")));
        assertThat(after.people().getFirst().offer()).isEqualTo(before.offer());
        assertThat(after.people().getLast()).isEqualTo(list.people().getLast());
        assertThat(WaitingRules.handOver(after, before.client(), new ClientId("cl_other")))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void nobodyOfAnErasedClientStays() {
        WaitingList list = after(WaitingRules.forget(offered(asked("a", "b"), "a"), new ClientId("client-a")));

        assertThat(list.people()).singleElement().matches(p -> p.callId().equals(id("b")));
        assertThat(list.freed()).containsExactly(FREED);
        assertThat(list.toString()).doesNotContain("client-a");
    }

    @Test
    void whateverHappensInWhateverOrderNobodyHasTwoOffersAndNoHoldTwoPeople() {
        Random random = new Random(3);
        WaitingList list = asked("a", "b", "c", "d");
        for (int i = 0; i < 3_000; i++) {
            String who = String.valueOf((char) ('a' + random.nextInt(6)));
            Instant now = NOW.plusSeconds(60L * i);
            WaitingList before = list;
            Decision<WaitingList, No> decision = switch (random.nextInt(6)) {
                case 0 -> WaitingRules.ask(list, person(who, "client-" + who, "r"), FACT, 10);
                case 1 -> WaitingRules.leave(list, id(who), How.LEFT, null, FACT);
                case 2 -> WaitingRules.runOut(list, now);
                case 3 -> WaitingRules.freed(list, new Freed(now, now.plusSeconds(1_800)));
                default ->
                    offer(
                            list,
                            who,
                            before.find(id(who)).map(Waiting::rounds).orElse(0) + random.nextInt(2),
                            "h-" + i,
                            now);
            };
            if (decision instanceof Decision.Changed<WaitingList, No> changed) {
                list = changed.state();
            }
            assertThat(list.people().stream().map(Waiting::callId)).doesNotHaveDuplicates();
            assertThat(list.people().stream()
                            .map(Waiting::offer)
                            .flatMap(live -> Optional.ofNullable(live).stream())
                            .map(Waiting.Live::hold))
                    .doesNotHaveDuplicates();
        }
    }

    private static String next(WaitingList list, String... fitting) {
        return WaitingRules.next(
                        list,
                        type -> List.of(NOON),
                        (person, start) ->
                                List.of(fitting).contains(person.callId().value()))
                .map(Next::person)
                .map(person -> person.callId().value())
                .orElse("");
    }

    private static WaitingList asked(String... names) {
        WaitingList list = WaitingList.EMPTY;
        for (String name : names) {
            list = after(WaitingRules.ask(list, person(name, "client-" + name, "r"), FACT, 10));
        }
        return list;
    }

    private static WaitingList offered(WaitingList list, String name) {
        return after(offer(list, name, 1));
    }

    private static Decision<WaitingList, No> offer(WaitingList list, String name, int round) {
        return offer(list, name, round, hold(name).value(), NOW);
    }

    private static Decision<WaitingList, No> offer(WaitingList list, String name, int round, String hold, Instant now) {
        Waiting.Live live = new Waiting.Live(new CallId(hold), NOON, FREED.end(), now.plus(Duration.ofHours(2)));
        return WaitingRules.offer(
                list,
                id(name),
                round,
                live,
                new SlotOffered(
                        id(name),
                        new ClientId("client-" + name),
                        new PractitionerId("me"),
                        "call",
                        live.start(),
                        live.end(),
                        ZoneOffset.UTC,
                        "link",
                        live.expiresAt()));
    }

    private static Waiting person(String name, String client, String request) {
        return new Waiting(
                id(name),
                new ClientId(client),
                request,
                "call",
                ZoneOffset.UTC,
                List.of(),
                new Contact("Ana", "ana@client.example", null, "en"),
                null,
                null,
                NOW,
                List.of(),
                0,
                null);
    }

    private static CallId id(String name) {
        return new CallId(name);
    }

    private static CallId hold(String name) {
        return new CallId("h_" + name);
    }

    private static WaitingList after(Decision<WaitingList, No> decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return ((Decision.Changed<WaitingList, No>) decision).state();
    }

    private static No refusal(Decision<WaitingList, No> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<WaitingList, No>) decision).reason();
    }
}
