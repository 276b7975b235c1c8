package throughline.dashboard.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of one client shows. */
record ClientPage(
        String id,
        String name,
        String firstName,
        String badge,
        String badgeState,
        @Nullable String email,
        @Nullable String phone,
        List<Fact> facts,
        List<Ahead> ahead,
        List<Happened> happened,
        int page,
        boolean more,
        List<Noted> notes,
        List<Other> alike,
        List<String> missing) {

    /** A note: its text, or that it cannot be opened. */
    record Noted(String text, String meta) {}

    /** Somebody who may be the same person. */
    record Other(String id, String question, String why) {}

    record Fact(String label, String value) {}

    /** @param enrollment its id where it can be ended from here */
    record Ahead(
            String what,
            String machine,
            String when,
            String why,
            @Nullable String enrollment) {}

    /** @param kind the class of the thread's knot: {@code now}, {@code doubt}, {@code bad}, or empty */
    record Happened(String kind, String text, String note, String machine, String when, String service, String id) {}
}
