package throughline.endtoend.practice;

/** A request whose fate is unknown. */
public final class NoAnswer extends RuntimeException {

    NoAnswer(String request, Exception cause) {
        super("no answer to " + request + ": " + cause, cause);
    }
}
