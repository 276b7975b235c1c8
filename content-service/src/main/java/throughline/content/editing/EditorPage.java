package throughline.content.editing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the editor shows around the form.
 *
 * @param action where the form goes
 * @param stage name of the article's stage, {@code DRAFT} for a new one
 * @param saved when the draft was saved, as people read it; null for a new article
 * @param publicPath null unless the public can read it
 * @param history null for a new article
 * @param changes whether readers see another version than the draft
 * @param from the earlier version the fields were filled from, or null
 * @param done key of what has just happened, or null
 * @param faults sentences by field
 * @param elsewhere whether somebody else saved meanwhile
 */
record EditorPage(
        boolean isNew,
        String action,
        String stage,
        @Nullable String saved,
        @Nullable String publicPath,
        @Nullable String history,
        boolean changes,
        @Nullable Integer from,
        @Nullable String done,
        Map<String, List<String>> faults,
        boolean elsewhere) {

    public boolean faulty(String field) {
        return faults.containsKey(field);
    }

    /** For {@code aria-describedby}: the field's error, if it has one, then its hint. */
    public String describedBy(String field, String hint) {
        return faulty(field) ? field + "-error " + hint : hint;
    }

    public boolean isPublished() {
        return publicPath != null;
    }
}
