package throughline.dashboard.client;

import java.util.List;

/** What the list of clients shows. */
record ClientsPage(String q, List<Row> rows, int page, boolean more, boolean missing, long suspected) {

    /** @param state of the badge, empty for a badge without a sign */
    record Row(String id, String who, String badge, String state, String last, String next) {}
}
