package throughline.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import throughline.endtoend.practice.Answer;
import throughline.endtoend.practice.Call;
import throughline.endtoend.practice.NoAnswer;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Reception;
import throughline.endtoend.practice.Slot;

/**
 * People who book, hold, ask, move and cancel, a practitioner who answers and records outcomes, and time that goes on, at bounded rates. All want
 * the same few hours. Like
 * anybody whose page does not load they ask again until they have an answer; what they were answered they remember.
 */
final class Load implements AutoCloseable {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int MORNING = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration A_WALK = Duration.ofSeconds(20);
    private static final Duration STUBBORN = Duration.ofSeconds(45);
    static final String ON_REQUEST = "second-talk";
    private static final List<String> OUTCOMES =
            List.of("INTERESTED", "INTERESTED", "NO_SHOW", "NOT_A_FIT", "BECAME_CLIENT");

    private final Practice practice;
    private final Promises promises;
    private final FaultyRelay relay;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(7);
    private final List<Future<?>> rounds = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    final AtomicInteger askedAgain = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger clockMoves = new AtomicInteger();

    private Load(Practice practice, Promises promises, FaultyRelay relay) {
        this.practice = practice;
        this.promises = promises;
        this.relay = relay;
    }

    /** Begins with a morning of calls that are over, so that there are outcomes to record and follow-ups to come from the start. */
    static Load on(Practice practice, Promises promises, FaultyRelay relay, long seed) {
        var load = new Load(practice, promises, relay);
        var first = new Random(seed);
        load.now.set(practice.now());
        for (var slot : load.slots().subList(0, MORNING)) {
            load.book(slot, Person.called("Kim Early"), Map.of());
        }
        practice.clockTo(load.now.get().plus(Duration.ofHours(6)));
        load.now.set(practice.now());
        for (int i = 0; i < MORNING / 2; i++) {
            promises.anyOverBy(load.now.get(), first).ifPresent(call -> load.record(call, "INTERESTED"));
        }
        practice.clockTo(beforeNine(load.now.get()));
        load.now.set(practice.now());
        for (int i = 0; i < 2; i++) {
            var random = new Random(seed + i);
            load.every(Duration.ofMillis(500), () -> load.book(random));
        }
        var changes = new Random(seed + 2);
        load.every(Duration.ofMillis(900), () -> load.change(changes));
        var outcomes = new Random(seed + 3);
        load.every(Duration.ofMillis(400), () -> load.outcome(outcomes));
        var requests = new Random(seed + 4);
        load.every(Duration.ofMillis(700), () -> load.request(requests));
        var answers = new Random(seed + 5);
        load.every(Duration.ofMillis(1_100), () -> load.answerRequest(answers));
        load.every(Duration.ofSeconds(3), load::moveClock);
        return load;
    }

    /** Shortly before the follow-ups of these outcomes are due. */
    private static Instant beforeNine(Instant now) {
        return LocalDate.ofInstant(now, NEW_YORK)
                .plusDays(1)
                .atTime(8, 50)
                .atZone(NEW_YORK)
                .toInstant();
    }

    private void every(Duration pause, Runnable work) {
        rounds.add(workers.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (NoAnswer | IllegalStateException | ConditionTimeoutException e) {
                        refused.incrementAndGet(); // nothing was promised; the next round asks for something else
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /** Three in ten want the very next time, so that some ask for the same one at once. */
    private void book(Random random) {
        var slots = slots();
        if (slots.isEmpty()) {
            return;
        }
        var slot = slots.get(random.nextInt(10) < 3 ? 0 : random.nextInt(Math.min(slots.size(), 60)));
        var person = random.nextInt(6) == 0
                ? promises.anyWith("INTERESTED", random)
                        .map(Promises.Told::person)
                        .orElseGet(() -> somebody("Kim"))
                : somebody("Kim");
        book(slot, person, random);
    }

    private Person somebody(String first) {
        return relay.mayLetDown(Person.withFamilyNameOfTheirOwn(first));
    }

    /** Every fourth keeps the time first; every third of those lets it go again without a word. */
    private void book(Slot slot, Person person, Random random) {
        if (random.nextInt(4) > 0) {
            book(slot, person, Map.of());
            return;
        }
        var hold = untilAnswered(practice.http()
                .post("/api/booking/v1/holds")
                .from(person.peer())
                .json(Map.of(
                        "callType", Reception.CALL_TYPE, "start", slot.start().toString())));
        if (hold.status() != 201) {
            refused.incrementAndGet();
        } else if (random.nextInt(3) > 0) {
            book(slot, person, Map.of("holdId", hold.text("holdId")));
        }
    }

    private void book(Slot slot, Person person, Map<String, Object> more) {
        var form = Reception.form(person, slot.start());
        form.put("answers", Map.of("goal", "To sit for an hour again"));
        form.putAll(more);
        var answer = untilAnswered(practice.http()
                .post("/api/booking/v1/calls")
                .from(person.peer())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(form));
        if (answer.status() == 201) {
            promises.booked(answer.text("callId"), person, slot.start(), slot.end(), token(answer));
        } else {
            refused.incrementAndGet();
        }
    }

    /** On approval, in the same hours as everybody else: several may ask for one time. */
    private void request(Random random) {
        var slots = slots();
        if (slots.isEmpty()) {
            return;
        }
        var slot = slots.get(random.nextInt(Math.min(slots.size(), 20)));
        var person = somebody("Robin");
        var form = Reception.form(person, slot.start());
        form.put("callType", ON_REQUEST);
        var answer = untilAnswered(practice.http()
                .post("/api/booking/v1/calls")
                .from(person.peer())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(form));
        if (answer.status() == 201) {
            promises.request(answer.text("callId"), slot.start(), slot.end(), answer.text("state"));
        } else {
            refused.incrementAndGet();
        }
    }

    private void answerRequest(Random random) {
        var request = promises.anyRequest(random);
        if (request.isEmpty()) {
            return;
        }
        var asked = request.get();
        boolean yes = random.nextInt(3) > 0;
        try {
            var answer = untilAnswered(practice.http()
                    .post("/api/booking/v1/calls/" + asked.callId() + (yes ? "/confirm" : "/decline"))
                    .staff()
                    .json(Map.of()));
            if (answer.isSuccess()) {
                promises.request(asked.callId(), asked.start(), asked.end(), yes ? "CONFIRMED" : "DECLINED");
            } else {
                refused.incrementAndGet(); // its time went to somebody else, or has begun
            }
        } catch (ConditionTimeoutException neverAnswered) {
            promises.unknownRequest(asked.callId());
        }
    }

    private void change(Random random) {
        var call = promises.anyAfter(now.get().plus(Duration.ofHours(6)), random);
        if (call.isEmpty()) {
            return;
        }
        if (random.nextBoolean()) {
            cancel(call.get());
        } else {
            move(call.get(), random);
        }
    }

    private void cancel(Promises.Told call) {
        var answer = changed(call, "cancel", Map.of());
        if (answer.isPresent() && answer.get().isSuccess()) {
            promises.cancelled(call);
        } else {
            promises.unknown(call); // also 410: cancelled by an earlier try, or over by now
        }
    }

    private void move(Promises.Told call, Random random) {
        var slots = slots();
        if (slots.isEmpty()) {
            return;
        }
        var to = slots.get(random.nextInt(slots.size()));
        var answer = changed(call, "reschedule", Map.of("start", to.start().toString()));
        if (answer.isPresent() && answer.get().status() == 200) {
            promises.moved(call, to.start(), to.end(), token(answer.get()));
        } else if (answer.isEmpty() || answer.get().status() != 409) {
            promises.unknown(call); // 410: an earlier try had worked, and its new link was lost on the way
        }
    }

    private Optional<Answer> changed(Promises.Told call, String what, Map<String, String> body) {
        try {
            return Optional.of(untilAnswered(practice.http()
                    .post("/api/booking/v1/manage/" + call.manage() + "/" + what)
                    .from(call.person().peer())
                    .json(body)));
        } catch (ConditionTimeoutException neverAnswered) {
            return Optional.empty();
        }
    }

    private void outcome(Random random) {
        promises.anyOverBy(now.get(), random)
                .ifPresent(call -> record(call, OUTCOMES.get(random.nextInt(OUTCOMES.size()))));
        if (random.nextInt(8) == 0) {
            promises.anyWith("INTERESTED", random).ifPresent(call -> record(call, "NOT_A_FIT"));
        }
    }

    private void record(Promises.Told call, String outcome) {
        try {
            var answer = untilAnswered(practice.http()
                    .post("/api/booking/v1/calls/" + call.callId() + "/outcome")
                    .staff()
                    .json(Map.of("outcome", outcome)));
            if (answer.isSuccess()) {
                promises.outcome(call, outcome);
            } else {
                refused.incrementAndGet();
            }
        } catch (ConditionTimeoutException neverAnswered) {
            promises.unknown(call);
        }
    }

    /** Without patience, for this system never rests. A walk goes on without us if its answer is lost, and ends with the process that walks. */
    private void moveClock() {
        var before = now.get();
        try {
            practice.http()
                    .post("/dev/clock")
                    .json(Map.of("advance", "PT15M", "patience", "PT0.4S"))
                    .patience(A_WALK)
                    .send();
        } catch (NoAnswer e) {
            askedAgain.incrementAndGet();
        }
        now.set(practice.now());
        if (now.get().isAfter(before)) {
            clockMoves.incrementAndGet();
        }
    }

    private List<Slot> slots() {
        var today = LocalDate.ofInstant(now.get(), ZoneOffset.UTC);
        return practice.reception().slots(today, today.plusDays(1)).stream()
                .filter(slot -> slot.start().isAfter(now.get()))
                .toList();
    }

    private static String token(Answer answer) {
        return answer.text("manageUrl").replaceFirst(".*/calls/", "");
    }

    /** @throws ConditionTimeoutException if nobody answered for a long time */
    private Answer untilAnswered(Call call) {
        var answer = new AtomicReference<Answer>();
        Awaitility.await("an answer")
                .atMost(STUBBORN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    try {
                        answer.set(call.patience(PATIENCE).send());
                    } catch (NoAnswer e) {
                        askedAgain.incrementAndGet();
                        return false;
                    }
                    boolean busy =
                            answer.get().status() >= 500 || answer.get().code().equals("BUSY");
                    if (busy) {
                        askedAgain.incrementAndGet();
                    }
                    return !busy;
                });
        return answer.get();
    }

    /** Lets everybody finish what they are about. */
    @Override
    public void close() {
        assertThat(rounds)
                .as("callers that stopped calling, for a fault of this test")
                .noneMatch(Future::isDone);
        workers.shutdown();
        Awaitility.await("the last callers").atMost(STUBBORN.plusSeconds(20)).until(workers::isTerminated);
    }
}
