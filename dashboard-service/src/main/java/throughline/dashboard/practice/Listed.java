package throughline.dashboard.practice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list as all services answer it. */
public record Listed<T>(@Nullable List<T> items, @Nullable Object next) {

    public Listed {
        items = items == null ? List.of() : List.copyOf(items);
    }

    public List<T> all() {
        return items == null ? List.of() : items;
    }

    public boolean more() {
        return next != null;
    }
}
