package throughline.content.markdown;

/** A text that cannot be turned into HTML within the bounds. */
public final class RenderingRefused extends RuntimeException {

    /** Which bound it was. */
    public enum Reason {
        /** Over 256 KiB of Markdown. */
        TOO_LARGE,
        /** Nested too deeply, a table too wide for its length, or more HTML than 2 MiB characters. */
        TOO_COMPLEX,
        /** Not done within the time limit, or too many others were waiting. */
        TOO_SLOW
    }

    private final Reason reason;

    RenderingRefused(Reason reason) {
        super("text refused: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
