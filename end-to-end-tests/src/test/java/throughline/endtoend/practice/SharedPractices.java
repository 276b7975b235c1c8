package throughline.endtoend.practice;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import throughline.launcher.Installation.Shape;

/**
 * Gives the test classes of a run one practice of each shape: starting one costs more than most tests. Its clock only goes
 * forward, so a test takes its times from {@link Practice#now}.
 */
public final class SharedPractices implements BeforeAllCallback {

    private static final Map<Shape, Practice> STARTED = new EnumMap<>(Shape.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent("shared practices", name ->
                (AutoCloseable) SharedPractices::closeAll);
    }

    /** Started at the first call. */
    public static synchronized Practice of(Shape shape) {
        return STARTED.computeIfAbsent(shape, s -> Practice.onSharedServers(s, Map.of()));
    }

    private static synchronized void closeAll() {
        STARTED.values().forEach(Practice::close);
        STARTED.clear();
    }
}
