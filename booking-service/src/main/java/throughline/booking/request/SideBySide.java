package throughline.booking.request;

import java.util.concurrent.CompletableFuture;

/** Two things that each wait for the database, done at the same time. */
final class SideBySide {

    private SideBySide() {}

    /**
     * Returns when both are done.
     *
     * @param aside in a thread of its own: nothing of the caller's thread is known there, the chain it works for least of all
     * @throws RuntimeException what {@code here} threw, else what {@code aside} threw; the other has ended by then
     */
    static void run(Runnable here, Runnable aside) {
        CompletableFuture<Void> other = CompletableFuture.runAsync(aside, Thread::startVirtualThread);
        try {
            here.run();
        } finally {
            other.exceptionally(_ -> null).join();
        }
        if (other.isCompletedExceptionally()) {
            throw asItWas(other.exceptionNow());
        }
    }

    private static RuntimeException asItWas(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
    }
}
