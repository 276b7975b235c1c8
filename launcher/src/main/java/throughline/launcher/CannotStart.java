package throughline.launcher;

/** Nothing can run until a person changes something; the message is one sentence that says what. */
public final class CannotStart extends RuntimeException {

    /** Exit code of a configuration nobody can start with ({@code EX_CONFIG} of sysexits.h): such a process is never started again. */
    public static final int CONFIGURATION = 78;

    private final int exitCode;

    public CannotStart(String sentence) {
        this(sentence, 1);
    }

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = 1;
    }

    public CannotStart(String sentence, int exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
