package throughline.booking.request;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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
        FutureTask<Void> other = new FutureTask<>(aside, null);
        Thread.ofVirtual().name("aside").start(other);
        try {
            here.run();
        } finally {
            end(other);
        }
        if (other.state() == FutureTask.State.FAILED) {
            throw asItWas(other.exceptionNow());
        }
    }

    private static void end(FutureTask<Void> task) {
        boolean interrupted = false;
        while (!task.isDone()) {
            try {
                task.get();
            } catch (ExecutionException e) {
                break; // it has ended, and is asked why
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException asItWas(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
    }
}
