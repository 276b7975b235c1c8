package throughline.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import throughline.web.problem.Problem;

/** A page of a list; {@code next} is the number of the next page, absent on the last. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listed<T>(List<T> items, @Nullable Integer next) {

    private static final int MOST = 500;
    private static final int LAST = 100_000_000;

    /** How a page is read. */
    public interface Reader<R> {
        List<R> read(int page, int size);
    }

    /** @throws Problem 422 if page or size make no sense */
    public static <R, T> Listed<T> of(int page, int size, Reader<R> reader, Function<R, T> view) {
        if (page < 1 || page > LAST / MOST || size < 1 || size > MOST) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "BAD_PAGE",
                            "Pages count from 1 and have at most 500 entries.")
                    .field(page < 1 ? "page" : "size");
        }
        List<R> rows = reader.read(page, size);
        boolean more = rows.size() == size
                && page < LAST / size
                && !reader.read(page * size + 1, 1).isEmpty();
        return new Listed<>(rows.stream().map(view).toList(), more ? page + 1 : null);
    }
}
