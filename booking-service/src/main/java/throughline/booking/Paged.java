package throughline.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for: {@code page} from 1, {@code size} 50 unless stated, at most 500. */
public record Paged(int page, int size) {

    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final int LAST = 100_000;

    /** A page of a list; {@code next} is the number of the page after it, if there is one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Items<T>(List<T> items, @Nullable Integer next) {}

    /** @throws throughline.web.problem.Problem for what is no number, or too large */
    public static Paged of(@Nullable String page, @Nullable String size) {
        return new Paged(number("page", page, 1, LAST), number("size", size, USUAL, MOST));
    }

    private static int number(String field, @Nullable String text, int otherwise, int most) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Inputs.malformed(field);
        }
        return Integer.parseInt(text);
    }

    public int skip() {
        return (page - 1) * size;
    }

    /** @param found what was found from {@link #skip} on, one more than {@code size} if there is more */
    public <A, B> Items<B> items(List<A> found, Function<A, B> shown) {
        return new Items<>(found.stream().limit(size).map(shown).toList(), found.size() > size ? page + 1 : null);
    }
}
