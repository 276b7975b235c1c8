package throughline.endtoend.browser;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.Reception.Booked;
import throughline.endtoend.practice.Slot;
import throughline.launcher.Installation.Shape;

/** A practice in which something has happened, so that no page is judged empty: two articles, a reader, calls with and without outcome, one planned. */
public final class Furnished implements BeforeAllCallback {

    private static final ZoneId HERE = ZoneId.of("America/Los_Angeles");
    private static @Nullable Furnished current;

    private @Nullable Practice practice;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent("furnished practice", name ->
                (AutoCloseable) Furnished::close);
    }

    static synchronized Practice practice() {
        var now = current == null ? new Furnished() : current;
        current = now;
        if (now.practice == null) {
            now.practice =
                    furnish(Practice.onSharedServers(Shape.STANDALONE, Map.of("THROUGHLINE_PRACTICE", "Mira Sorrel")));
        }
        return now.practice;
    }

    private static Practice furnish(Practice practice) {
        publish(practice, "Why rest days matter");
        publish(practice, "How to breathe when it hurts");
        var reader = Person.called("Rita Reader");
        practice.http()
                .post("/api/notification/v1/subscriptions")
                .from(reader.peer())
                .json(Map.of("email", reader.email(), "purpose", "articles"))
                .send();
        var slots = soonest(practice);
        var held = practice.reception().book(Person.called("Zoë Núñez"), slots.get(0));
        var absent = practice.reception().book(Person.called("Ben Okafor"), slots.get(1));
        practice.reception().book(Person.called("Lena Rautenberg-Achterkamp"), slots.get(2));
        practice.reception().book(Person.called("Tom Baker"), slots.get(20));
        practice.clockTo(slots.get(2).end());
        practice.reception().outcome(held, "INTERESTED");
        practice.reception().outcome(absent, "NO_SHOW");
        return practice;
    }

    /** From tomorrow on. */
    static List<Slot> soonest(Practice practice) {
        var day = LocalDate.ofInstant(practice.now(), HERE).plusDays(1);
        return practice.reception().slots(day, day.plusDays(9));
    }

    static Booked booked(String name) {
        var slots = soonest(practice());
        return practice().reception().book(Person.called(name), slots.get(slots.size() / 2));
    }

    private static void publish(Practice practice, String title) {
        var article = practice.http()
                .post("/api/content/v1/articles")
                .staff()
                .json(Map.of(
                        "title",
                        title,
                        "summary",
                        "What changes when you stop pushing.",
                        "markdown",
                        "## Begin small\n\nRest is part of training. It is not the opposite of it.\n\n".repeat(12)))
                .send();
        practice.http()
                .post("/api/content/v1/articles/" + article.text("id") + "/publish")
                .staff()
                .json(Map.of())
                .send();
    }

    private static synchronized void close() {
        if (current != null && current.practice != null) {
            current.practice.close();
        }
        current = null;
    }
}
