package throughline.clock;

import com.mongodb.client.MongoClient;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Chooses between the clock on the wall and the one that {@code THROUGHLINE_CLOCK=simulated} asks for. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {

    private static final String SIMULATED = "simulated";

    @Bean
    MachineTime machineTime() {
        return new MachineTime();
    }

    @Bean
    Clock practiceClock(
            @Value("${throughline.clock:system}") String clock, MachineTime machine, MongoDatabaseFactory database) {
        if (!clock.startsWith(SIMULATED)) {
            return new SystemClock();
        }
        Instant start =
                clock.equals(SIMULATED) ? machine.now() : Instant.parse(clock.substring(SIMULATED.length() + 1));
        return new SimulatedClock(
                new ClockFile(database.getMongoDatabase()).readOrStartAt(start).instant());
    }

    /** Only in simulated mode: absent otherwise, so that nothing can move practice time. */
    @Configuration(proxyBeanMethods = false)
    @org.springframework.boot.autoconfigure.condition.ConditionalOnExpression(
            "'${throughline.clock:system}'.startsWith('simulated')")
    static class Simulated {

        @Bean
        @ConditionalOnBean(MongoClient.class)
        ClockWalk clockWalk(
                Clock clock, MongoDatabaseFactory database, MachineTime machine, ObjectProvider<DueWork> work) {
            return new ClockWalk((SimulatedClock) clock, new ClockFile(database.getMongoDatabase()), machine, work);
        }
    }
}
