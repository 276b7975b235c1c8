package throughline.inbox;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NetworkException;
import org.jspecify.annotations.Nullable;

/**
 * The broker's administrative side. Its client is made when it is first needed: that fails while the broker's name leads nowhere
 * (a stopped container has none), and a start never waits for Kafka.
 */
public final class Broker implements AutoCloseable {

    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    /** @param settings as {@link Admin#create(Map)} takes them */
    public Broker(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** @throws NetworkException while no client can be made; then ask again */
    public synchronized Admin admin() {
        if (admin == null) {
            try {
                admin = Admin.create(settings);
            } catch (KafkaException e) {
                throw new NetworkException("The broker is not to be found at " + settings.get("bootstrap.servers"), e);
            }
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
