package throughline.booking.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;

/** Reads when a call is to start: an instant, with any offset, or a wall time that happens exactly once in a zone. */
public final class Starts {

    private static final Pattern OFFSET = Pattern.compile("T.*(Z|z|[+-][0-9:]+)$");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private Starts() {}

    /** @throws throughline.web.problem.Problem for what is no time, or not one instant */
    public static Instant read(String field, @Nullable String text, ZoneId zone) {
        String given = text == null ? "" : text.strip();
        try {
            Instant instant = OFFSET.matcher(given).find()
                    ? OffsetDateTime.parse(given).toInstant()
                    : wall(field, LocalDateTime.parse(given), zone);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
                throw Inputs.malformed(field);
            }
            return instant;
        } catch (DateTimeException e) {
            throw Inputs.malformed(field);
        }
    }

    private static Instant wall(String field, LocalDateTime wall, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
        return switch (offsets.size()) {
            case 1 -> wall.toInstant(offsets.getFirst());
            case 0 ->
                throw Inputs.unprocessable("NONEXISTENT_LOCAL_TIME", field, Sentences.of("booking.problem.skipped"));
            default -> throw Inputs.unprocessable("AMBIGUOUS_LOCAL_TIME", field, Sentences.of("booking.problem.twice"));
        };
    }
}
