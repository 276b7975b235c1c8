package throughline.dashboard.health;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.context.MessageSource;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.service.Light;

/** Whether mongod answers, takes writes as the primary of its replica set, and has room left. */
@Component
class StorageLight {

    private static final double FULL = 0.97;
    private static final double NEARLY_FULL = 0.9;
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final MongoDatabaseFactory database;
    private final MachineTime machine;
    private final Since since;
    private final MessageSource texts;

    StorageLight(MongoDatabaseFactory database, MachineTime machine, Since since, MessageSource texts) {
        this.database = database;
        this.machine = machine;
        this.since = since;
        this.texts = texts;
    }

    Light now() {
        try {
            return measured();
        } catch (MongoException e) {
            return light(Light.State.STOPPED, "silent");
        }
    }

    private Light measured() {
        MongoDatabase mongo = database.getMongoDatabase().withTimeout(2, TimeUnit.SECONDS);
        long began = machine.nanos();
        Document hello = mongo.runCommand(new Document("hello", 1));
        Document stats = mongo.runCommand(new Document("dbStats", 1));
        Duration took = Duration.ofNanos(machine.nanos() - began);
        if (!hello.getBoolean("isWritablePrimary", false)) {
            return light(Light.State.STOPPED, "noPrimary");
        }
        double used = number(stats, "fsUsedSize") / Math.max(1, number(stats, "fsTotalSize"));
        long percent = Math.round(used * 100);
        int members = hello.getList("hosts", String.class, List.of()).size();
        if (used >= FULL) {
            return light(Light.State.STOPPED, "full", percent);
        }
        if (used >= NEARLY_FULL) {
            return light(Light.State.NEEDS_DECISION, "nearlyFull", percent);
        }
        return took.compareTo(SLOW) > 0
                ? light(Light.State.SLOW, "slow", took.toMillis())
                : light(Light.State.WORKING, "working", members, percent);
    }

    private static double number(Document stats, String name) {
        return stats.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    private Light light(Light.State state, String why, Object... values) {
        return since.light(
                Lights.STORAGE, state, texts.getMessage("dashboard.light.storage." + why, values, Locale.ENGLISH));
    }
}
