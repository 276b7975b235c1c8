package throughline.content.markdown;

import java.util.regex.Pattern;

/**
 * How many cells the tables of a text can come to. Every row is filled up to the width of its head, so a wide head and many
 * rows of one character each make far more cells than the text has characters.
 */
final class TableArea {

    /** Far above any table made for reading. */
    static final long MOST_CELLS = 100_000;

    /** What the line below a table's head may hold, behind list and quote marks. */
    private static final Pattern UNDER_THE_HEAD = Pattern.compile("[\\s>|:*+\\d.)-]*-[\\s>|:*+\\d.)-]*");

    private TableArea() {}

    /** The widest head times all lines: never less than the cells that will be made. */
    static long of(String markdown) {
        long lines = 0;
        long widest = 0;
        for (String line : (Iterable<String>) markdown.lines()::iterator) {
            lines++;
            long columns = line.chars().filter(c -> c == '|').count() + 1;
            if (columns > Math.max(1, widest) && UNDER_THE_HEAD.matcher(line).matches()) {
                widest = columns;
            }
        }
        return lines * widest;
    }
}
