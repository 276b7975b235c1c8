package throughline.aggregate;

/** Ten tries lost the race for one document. Nothing was written; the same command may be sent again (HTTP 409). */
public final class TooBusy extends RuntimeException {

    TooBusy(String collection, String id) {
        super("too many changes at once to " + collection + " " + id);
    }
}
