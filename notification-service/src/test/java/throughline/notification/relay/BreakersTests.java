package throughline.notification.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.clock.MachineTime;
import throughline.testing.Isolation;

/** What one process knows about domains and relays while it reads what the others know. */
class BreakersTests {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T20:00:00Z"), ZoneOffset.UTC);
    private static final String DOMAIN = "domain:client.example";

    private final Isolation isolation = Isolation.of(BreakersTests.class);
    private final MongoClient mongo = MongoClients.create(isolation.mongodbUri());
    private final MongoCollection<Document> stored =
            mongo.getDatabase(isolation.name()).getCollection("notification.breakers");

    @AfterEach
    void stop() {
        mongo.close();
        isolation.cleanUp();
    }

    @Test
    void whatOpensWhileTheOthersAreReadStaysOpen() throws InterruptedException {
        var known = new AtomicReference<Breakers>();
        var somebody =
                new Thread(() -> Objects.requireNonNull(known.get()).refusedBy("ana@client.example", 550, "5.7.1"));
        var breakers = breakers(all -> whenAllIsRead(all, () -> begin(somebody)));
        known.set(breakers);

        breakers.refresh();
        somebody.join();

        assertThat(breakers.openUntil(DOMAIN)).isPresent();
        assertThat(breakers(UnaryOperator.identity()).openUntil(DOMAIN)).isEmpty();
        assertThat(stored.countDocuments()).isOne();
    }

    @Test
    void whatCouldNotBeWrittenHoldsHereAndIsWrittenLater() {
        var down = new boolean[] {true};
        var breakers = breakers(all -> failing(all, down));

        breakers.refusedBy("ana@client.example", 550, "5.7.1");
        breakers.refresh();
        assertThat(breakers.openUntil(DOMAIN)).isPresent();
        down[0] = false;
        breakers.refresh();

        assertThat(stored.countDocuments()).isOne();
        stored.deleteMany(new Document());
        breakers.refresh();
        assertThat(breakers.openUntil(DOMAIN))
                .as("another process has closed it")
                .isEmpty();
    }

    private static MongoCollection<Document> whenAllIsRead(MongoCollection<Document> all, Runnable then) {
        return watched(
                all,
                MongoCollection.class,
                "find",
                found -> watched(
                        (FindIterable<?>) found,
                        FindIterable.class,
                        "iterator",
                        cursor -> watched((MongoCursor<?>) cursor, MongoCursor.class, "hasNext", more -> {
                            if (Boolean.FALSE.equals(more)) {
                                then.run();
                            }
                            return more;
                        })));
    }

    /** It either gets through or waits for the refresh; both take no longer than this. */
    private static void begin(Thread thread) {
        thread.start();
        try {
            thread.join(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MongoCollection<Document> failing(MongoCollection<Document> all, boolean[] down) {
        return watched(all, MongoCollection.class, "replaceOne", written -> {
            if (down[0]) {
                all.deleteMany(new Document());
                throw new MongoTimeoutException("nobody is there");
            }
            return written;
        });
    }

    private Breakers breakers(UnaryOperator<MongoCollection<Document>> how) {
        return new Breakers(how.apply(stored), CLOCK, new MachineTime());
    }

    /** The same object, but what one of its methods answers goes through a function. */
    @SuppressWarnings("unchecked")
    private static <T> T watched(T target, Class<? super T> type, String method, UnaryOperator<Object> then) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, called, arguments) -> {
            try {
                var answer = called.invoke(target, arguments);
                return called.getName().equals(method) ? then.apply(answer) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
