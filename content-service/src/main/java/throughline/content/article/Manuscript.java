package throughline.content.article;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IllformedLocaleException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import throughline.content.markdown.Markdown;
import throughline.content.markdown.Rendered;

/** A submission that has been checked: what was left out is filled in. */
record Manuscript(
        String title,
        @Nullable String summary,
        String markdown,
        String language,
        String author,
        List<String> tags,
        @Nullable String slug) {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_AUTHOR = 100;
    private static final int LONGEST_LANGUAGE = 35;
    private static final int LONGEST_TAG = 40;
    private static final int MOST_TAGS = 20;

    /**
     * @param before the version that is being replaced, or null for a new article
     * @param faults takes everything that is wrong; what is returned may only be used if nothing was added
     */
    static Manuscript check(Submission given, @Nullable Version before, ArticleSettings defaults, Set<Fault> faults) {
        return new Manuscript(
                title(given.title(), faults),
                summary(given.summary(), before, faults),
                markdown(given.markdown(), faults),
                language(given.language(), before == null ? defaults.language() : before.language(), faults),
                author(given.author(), before == null ? defaults.author() : before.author(), faults),
                tags(given.tags(), before == null ? List.of() : before.tags(), faults),
                slug(given.slug(), faults));
    }

    /** The description that goes with its text under this number. */
    Version version(int number, Rendered rendered, Instant now) {
        return new Version(
                number,
                title,
                summary,
                rendered.excerpt(),
                language,
                author,
                tags,
                rendered.words(),
                hash(markdown),
                now);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String title(@Nullable String given, Set<Fault> faults) {
        String title = clean(given).strip();
        if (title.isEmpty()) {
            faults.add(Fault.TITLE_MISSING);
        } else if (any(title, Character::isISOControl)) {
            faults.add(Fault.BAD_TITLE);
        } else if (title.length() > LONGEST_TITLE) {
            faults.add(Fault.TITLE_TOO_LONG);
        }
        return title;
    }

    /** A summary may be typed over several lines; it is one paragraph. */
    private static @Nullable String summary(@Nullable String given, @Nullable Version before, Set<Fault> faults) {
        if (given == null) {
            return before == null ? null : before.summary();
        }
        String summary = clean(given).replaceAll("\\s+", " ").strip();
        if (any(summary, Character::isISOControl)) {
            faults.add(Fault.BAD_SUMMARY);
        } else if (summary.length() > LONGEST_SUMMARY) {
            faults.add(Fault.SUMMARY_TOO_LONG);
        }
        return summary.isEmpty() ? null : summary;
    }

    private static String markdown(@Nullable String given, Set<Fault> faults) {
        String markdown = clean(given).replace("\r\n", "\n");
        if (markdown.isBlank()) {
            faults.add(Fault.MARKDOWN_MISSING);
        } else if (markdown.getBytes(StandardCharsets.UTF_8).length > Markdown.MOST_BYTES) {
            faults.add(Fault.TOO_LARGE);
        }
        return markdown;
    }

    private static String language(@Nullable String given, String otherwise, Set<Fault> faults) {
        String tag = clean(given).strip();
        if (tag.isEmpty()) {
            return otherwise;
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (tag.length() > LONGEST_LANGUAGE || locale.getLanguage().isEmpty()) {
                faults.add(Fault.BAD_LANGUAGE);
            }
            return locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            faults.add(Fault.BAD_LANGUAGE);
            return tag;
        }
    }

    private static String author(@Nullable String given, String otherwise, Set<Fault> faults) {
        String author = clean(given).strip();
        if (author.length() > LONGEST_AUTHOR || any(author, Character::isISOControl)) {
            faults.add(Fault.BAD_AUTHOR);
        }
        return author.isEmpty() ? otherwise : author;
    }

    private static List<String> tags(
            @Nullable List<@Nullable String> given, List<String> otherwise, Set<Fault> faults) {
        if (given == null) {
            return otherwise;
        }
        Set<String> tags = new LinkedHashSet<>();
        for (@Nullable String one : given) {
            String tag = clean(one).strip();
            if (tag.length() > LONGEST_TAG || tag.contains(",") || any(tag, Character::isISOControl)) {
                faults.add(Fault.BAD_TAGS);
            } else if (!tag.isEmpty()) {
                tags.add(tag);
            }
        }
        if (tags.size() > MOST_TAGS) {
            faults.add(Fault.BAD_TAGS);
        }
        return List.copyOf(new ArrayList<>(tags));
    }

    private static @Nullable String slug(@Nullable String given, Set<Fault> faults) {
        String slug = clean(given).strip();
        if (!slug.isEmpty() && !Slug.wellFormed(slug)) {
            faults.add(Fault.BAD_SLUG);
        }
        return slug.isEmpty() ? null : slug;
    }

    /** Half a surrogate pair can be neither stored nor sent; it becomes a question mark here, once. */
    private static String clean(@Nullable String given) {
        return given == null ? "" : new String(given.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean any(String text, IntPredicate kind) {
        return text.codePoints().anyMatch(kind);
    }
}
