package throughline.dashboard.practice;

/** Names as lists show them: enough to know who it is, not enough to be read over a shoulder. */
public final class Names {

    private Names() {}

    /** "Lena Rivera" → "Lena R."; one name stays as it is. */
    public static String brief(String name) {
        String[] words = name.strip().split("\\s+", -1);
        String last = words[words.length - 1];
        return words.length < 2 || last.isEmpty()
                ? name.strip()
                : words[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }

    public static String first(String name) {
        return name.strip().split("\\s+", 2)[0];
    }
}
