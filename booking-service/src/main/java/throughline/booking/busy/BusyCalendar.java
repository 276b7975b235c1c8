package throughline.booking.busy;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import throughline.booking.availability.Run;
import throughline.contract.PractitionerId;

/**
 * Another calendar of a practitioner's, and what it said when it was last read. Lies in its document as
 *
 * <pre>
 * { practitioner, url, blocks: [ {start, end} ], readAt?, triedAt?, failure?, failingSince? }
 * </pre>
 *
 * @param url may hold a secret of its owner's: it is shown to nobody and never logged
 * @param readAt when it was last read well, in practice time
 * @param triedAt when it was last tried, in machine time
 * @param failingSince since when it could not be read, in practice time; what was read before is kept
 */
public record BusyCalendar(
        PractitionerId practitioner,
        String url,
        List<Run> blocks,
        @Nullable Instant readAt,
        @Nullable Instant triedAt,
        @Nullable Failure failure,
        @Nullable Instant failingSince) {

    public BusyCalendar {
        blocks = List.copyOf(blocks);
    }

    /** The part of the address that can be shown. */
    public String host() {
        return URI.create(url).getHost();
    }

    BusyCalendar tried(Instant machineNow) {
        return new BusyCalendar(practitioner, url, blocks, readAt, machineNow, failure, failingSince);
    }

    BusyCalendar read(List<Run> now, Instant at) {
        return new BusyCalendar(practitioner, url, now, at, triedAt, null, null);
    }

    BusyCalendar failed(Failure why, Instant at) {
        return new BusyCalendar(
                practitioner, url, blocks, readAt, triedAt, why, failingSince == null ? at : failingSince);
    }

    static Document written(BusyCalendar calendar) {
        List<Document> blocks = calendar.blocks().stream()
                .map(run -> new Document("start", Date.from(run.start())).append("end", Date.from(run.end())))
                .toList();
        Failure failure = calendar.failure();
        return new Document("practitioner", calendar.practitioner().value())
                .append("url", calendar.url())
                .append("blocks", blocks)
                .append("readAt", date(calendar.readAt()))
                .append("triedAt", date(calendar.triedAt()))
                .append("failure", failure == null ? null : failure.name())
                .append("failingSince", date(calendar.failingSince()));
    }

    static BusyCalendar stored(Document document) {
        String failure = document.getString("failure");
        return new BusyCalendar(
                new PractitionerId(document.getString("practitioner")),
                document.getString("url"),
                blocks(document),
                instant(document.getDate("readAt")),
                instant(document.getDate("triedAt")),
                failure == null ? null : Failure.valueOf(failure),
                instant(document.getDate("failingSince")));
    }

    static List<Run> blocks(Document document) {
        List<Run> runs = new ArrayList<>();
        for (Document block : document.getList("blocks", Document.class, List.of())) {
            runs.add(new Run(
                    Objects.requireNonNull(instant(block.getDate("start"))),
                    Objects.requireNonNull(instant(block.getDate("end")))));
        }
        return runs;
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
