package throughline.web.problem;

import java.util.Map;

/**
 * A service's bean that says which of its paths take bodies larger than the usual 64 KiB.
 *
 * @param mostUnder bytes, by the paths that begin so
 */
public record LargerBodies(Map<String, Long> mostUnder) {

    public LargerBodies {
        mostUnder = Map.copyOf(mostUnder);
        mostUnder.forEach((path, most) -> {
            if (!path.startsWith("/") || most < 1) {
                throw new IllegalArgumentException("a path and a number of bytes: " + path + ", " + most);
            }
        });
    }
}
