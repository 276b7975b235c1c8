package throughline.testing;

import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;

/**
 * What one test class has for itself on the shared servers.
 *
 * @param name database, prefix of topics and groups, and folder: the class's name and six random characters
 */
public record Isolation(String name) {

    private static final Map<Class<?>, Isolation> BY_CLASS = new ConcurrentHashMap<>();
    private static final int LONGEST = 40;

    /** The same for a test class and the classes nested in it, until {@link #cleanUp}. */
    public static Isolation of(Class<?> testClass) {
        return BY_CLASS.computeIfAbsent(outermost(testClass), type -> new Isolation(nameOf(type)));
    }

    private static String nameOf(Class<?> type) {
        var simple = type.getSimpleName().toLowerCase(Locale.ROOT);
        var random = new byte[3];
        ThreadLocalRandom.current().nextBytes(random);
        return simple.substring(0, Math.min(simple.length(), LONGEST)) + "_"
                + HexFormat.of().formatHex(random);
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }

    public String mongodbUri() {
        return Infrastructure.mongodbUri(name);
    }

    public String topicsPrefix() {
        return name + ".";
    }

    /** A folder of its own, not yet created. */
    public Path home() {
        return TestFolder.folder().resolve("home-" + name);
    }

    Map<String, Object> properties() {
        return Map.of(
                "spring.mongodb.uri", mongodbUri(),
                "spring.kafka.bootstrap-servers", Infrastructure.kafka(),
                "throughline.topics.prefix", topicsPrefix(),
                "throughline.home", home().toString(),
                "server.port", "0");
    }

    /** Drops the database, deletes topics and groups, deletes the home. */
    public void cleanUp() {
        BY_CLASS.values().remove(this);
        try (var client = MongoClients.create(mongodbUri())) {
            client.getDatabase(name).drop();
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", Infrastructure.kafka()))) {
            admin.deleteTopics(admin.listTopics().names().get().stream()
                            .filter(topic -> topic.startsWith(topicsPrefix()))
                            .toList())
                    .all()
                    .get();
            // a group whose last member is still leaving cannot be deleted; it is empty then and expires by itself
            admin.deleteConsumerGroups(admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(topicsPrefix()))
                    .toList());
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics of " + name + " could not be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TestFolder.delete(home());
    }
}
