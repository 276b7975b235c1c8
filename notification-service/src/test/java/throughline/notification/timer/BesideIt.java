package throughline.notification.timer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.bson.Document;
import throughline.clock.MachineTime;
import throughline.outbox.Durable;

/** One document, written every 50 ms as durably as a booking: what is left of the machine for others while much is due. */
final class BesideIt {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LongStream.Builder took = LongStream.builder();
    private final Thread thread;
    private volatile boolean running = true;

    private BesideIt(MongoCollection<Document> written, MachineTime machine) {
        thread = Thread.ofVirtual().start(() -> {
            while (running) {
                long begin = machine.nanos();
                written.updateOne(Filters.eq("one"), Updates.inc("times", 1), new UpdateOptions().upsert(true));
                took.add(machine.nanos() - begin);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    static BesideIt began(MongoDatabase database, MachineTime machine) {
        return new BesideIt(Durable.collection(database, "bench.beside"), machine);
    }

    /** What the writes took, in words. */
    String ended() throws InterruptedException {
        running = false;
        thread.join();
        long[] sorted = took.build().sorted().toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f, p99 %.1f",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }
}
