package throughline.content.editing;

import org.jspecify.annotations.Nullable;

/** @param fault why there is nothing to see, or null */
record Preview(
        String html, int words, int minutes, @Nullable String fault) {}
