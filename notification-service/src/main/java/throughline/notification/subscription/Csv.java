package throughline.notification.subscription;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables as text (RFC 4180), read leniently: a byte order mark, either line end, comma or semicolon. Written so that no
 * spreadsheet takes a cell for a formula: what could begin one gets an apostrophe before it, which reading takes away again.
 */
final class Csv {

    private static final String FORMULA = "=+-@\t\r＝＋－＠";

    private Csv() {}

    /** Rows of cells; empty lines are left out. */
    static List<List<String>> read(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char separator = separator(plain);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (quoted) {
                boolean twice = c == '"' && i + 1 < plain.length() && plain.charAt(i + 1) == '"';
                if (twice || c != '"') {
                    cell.append(c);
                    i += twice ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                row.add(take(cell));
            } else if (c == '\n') {
                row.add(take(cell));
                finish(rows, row);
                row = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        row.add(take(cell));
        finish(rows, row);
        return rows;
    }

    /** One line with its end; every cell quoted. */
    static String line(List<String> cells) {
        List<String> written = new ArrayList<>();
        for (String cell : cells) {
            boolean couldBeAFormula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
            written.add('"' + (couldBeAFormula ? "'" : "") + cell.replace("\"", "\"\"") + '"');
        }
        return String.join(",", written) + "\r\n";
    }

    private static String take(StringBuilder cell) {
        String taken = cell.toString();
        cell.setLength(0);
        boolean guarded = taken.length() > 1 && taken.charAt(0) == '\'' && FORMULA.indexOf(taken.charAt(1)) >= 0;
        return guarded ? taken.substring(1) : taken;
    }

    private static void finish(List<List<String>> rows, List<String> row) {
        if (row.size() > 1 || !row.getFirst().isBlank()) {
            rows.add(row);
        }
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }
}
