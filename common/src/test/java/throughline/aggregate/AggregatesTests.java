package throughline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import throughline.CommonTestApplication;
import throughline.event.Cause;

@SpringBootTest(classes = CommonTestApplication.class)
class AggregatesTests {

    private final Aggregates<Sketch> sketches;
    private final String id = UUID.randomUUID().toString();

    AggregatesTests(@Autowired AggregateFactory factory) {
        this.sketches = factory.of("test.sketches", Sketch.class);
    }

    private Written<Sketch, String> count(Cause cause) {
        return sketches.change(id, cause, state -> {
            Sketch next = state.orElseGet(Sketch::fresh).counted();
            return Decision.changed(next, Sketch.fact(id, next.count()));
        });
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        count(Cause.command());

        assertThat(sketches.find(id).orElseThrow().state())
                .isEqualTo(Sketch.fresh().counted());
    }

    @Test
    void aRepeatedCommandAnswersTheSameAndChangesNothing() {
        Cause cause = Cause.command("book-" + id);
        sketches.<String>change(
                id, cause, s -> Decision.changedWith("first", Sketch.fresh(), List.of(Sketch.fact(id, 1))));

        Written<Sketch, String> again = sketches.change(
                id, cause, s -> Decision.changedWith("second", Sketch.fresh().counted(), List.of()));

        assertThat(again).isEqualTo(new Written.Done<>(Sketch.fresh(), true, "first"));
        assertThat(sketches.find(id).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aRefusalLeavesNothingBehind() {
        Written<Sketch, String> refused = sketches.change(id, Cause.command(), s -> Decision.refused("no"));

        assertThat(refused).isEqualTo(new Written.Refused<>("no"));
        assertThat(sketches.find(id)).isEmpty();
    }

    @Test
    void manyAtOnceLoseNoChangeAndNoFact() throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(() -> tryUntilDone(Cause.command()));
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }

        Stored<Sketch> stored = sketches.find(id).orElseThrow();
        assertThat(stored.state().count()).isEqualTo(40);
        assertThat(stored.outboxSequence()).isEqualTo(40);
    }

    private Object tryUntilDone(Cause cause) {
        while (true) {
            try {
                return count(cause);
            } catch (TooBusy lostTenTimes) {
                Thread.onSpinWait(); // and once more
            }
        }
    }

    @Test
    void onlyTheLastFiftyOperationsAreKept() {
        for (int i = 0; i < 55; i++) {
            count(Cause.command());
        }

        Document document = sketches.collection().find(Filters.eq(id)).first();

        assertThat(document).isNotNull();
        assertThat(document.getList("operations", Document.class)).hasSize(50);
    }

    @Test
    void advancingManyLosesNoRaceSilently() {
        count(Cause.command());
        Stored<Sketch> read = sketches.find(id).orElseThrow();
        count(Cause.command());

        int written = sketches.advance(
                List.of(new Aggregates.Advance<>(read, read.state().counted(), List.of(), Cause.command())));

        assertThat(written).isZero();
        assertThat(sketches.find(id).orElseThrow().state().count()).isEqualTo(2);
    }

    /** A small change of the query's shape makes it a full scan, 808 ms on a million documents (measured). */
    @Test
    void theSweepReadsItsIndexAndNothingElse() {
        count(Cause.command());

        Document plan = sketches.collection()
                .find(Filters.lte("outbox.nextAt", Date.from(Instant.now())))
                .explain(ExplainVerbosity.QUERY_PLANNER);

        assertThat(plan.toJson()).contains("\"IXSCAN\"", "\"isPartial\": true").doesNotContain("COLLSCAN");
    }
}
