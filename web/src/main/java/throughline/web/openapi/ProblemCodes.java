package throughline.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which problem codes an operation answers, from {@code META-INF/throughline/problems/<service>.txt}:
 *
 * <pre>
 * open POST /api/booking/v1/holds: 409 SLOT_TAKEN; 422 PAST TOO_SOON
 * ANY /api/booking/v1/clients/**: 404 NOT_FOUND
 * </pre>
 *
 * {@code open} operations need no sign-in. All lines that match count, and what every operation can answer is added.
 */
final class ProblemCodes {

    private final List<Line> lines;

    private ProblemCodes(List<Line> lines) {
        this.lines = lines;
    }

    private record Line(boolean open, String method, String path, Map<Integer, Set<String>> codes) {

        boolean matches(String wanted, String at) {
            boolean there = path.endsWith("/**")
                    ? at.startsWith(path.substring(0, path.length() - 2))
                            || at.equals(path.substring(0, path.length() - 3))
                    : at.equals(path);
            return there && (method.equals("ANY") || method.equals(wanted));
        }
    }

    static ProblemCodes of(String service) {
        String file = "/META-INF/throughline/problems/" + service + ".txt";
        try (InputStream in = ProblemCodes.class.getResourceAsStream(file)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ProblemCodes(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ProblemCodes::line)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        int colon = text.indexOf(':');
        String[] words = text.substring(0, colon).strip().split(" +", -1);
        boolean open = words[0].equals("open");
        Map<Integer, Set<String>> codes = new TreeMap<>();
        for (String part : text.substring(colon + 1).split(";", -1)) {
            String[] one = part.strip().split("[ ,]+", -1);
            if (one.length > 1) {
                codes.computeIfAbsent(Integer.valueOf(one[0]), status -> new TreeSet<>())
                        .addAll(List.of(one).subList(1, one.length));
            }
        }
        return new Line(open, words[words.length - 2], words[words.length - 1], codes);
    }

    /** By status. */
    Map<Integer, Set<String>> of(String method, String path) {
        Map<Integer, Set<String>> all = new TreeMap<>();
        List<Line> mine = new ArrayList<>(
                lines.stream().filter(line -> line.matches(method, path)).toList());
        for (Line line : mine) {
            line.codes().forEach((status, codes) -> add(all, status, codes));
        }
        add(all, 400, Set.of("MALFORMED"));
        add(all, 500, Set.of("FAILED"));
        if (mine.stream().noneMatch(Line::open)) {
            add(all, 401, Set.of("SIGN_IN_NEEDED"));
            add(all, 403, Set.of("FORBIDDEN"));
        }
        if (path.contains("{")) {
            add(all, 404, Set.of("NOT_FOUND"));
        }
        if (!method.equals("GET")) {
            add(all, 409, Set.of("BUSY"));
            add(all, 413, Set.of("TOO_LARGE"));
            add(all, 415, Set.of("UNSUPPORTED_MEDIA_TYPE"));
            add(all, 503, Set.of("BACKLOG"));
        }
        return all;
    }

    private static void add(Map<Integer, Set<String>> all, int status, Set<String> codes) {
        all.computeIfAbsent(status, s -> new TreeSet<>()).addAll(codes);
    }
}
