package throughline.booking.key;

/** Nothing can be written about this client any more: they were erased a moment ago. */
public final class ErasedClient extends RuntimeException {

    ErasedClient(String client) {
        super(client);
    }
}
