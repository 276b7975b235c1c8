package throughline.notification.delivery;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import throughline.notification.transport.Fence;

/**
 * The fence of one mail. The dot goes out only if the ledger has our intent in it, nothing has come up against the mail since
 * it was last asked, and our lease has not run out meanwhile: a process that stood still may find all three changed.
 */
final class Gate implements Fence {
    private static final long PATIENCE_SECONDS = 10;

    private final Supplier<CompletableFuture<Boolean>> ask;
    private final Supplier<Optional<String>> refusal;
    private final BooleanSupplier leaseIsSafe;
    private @Nullable CompletableFuture<Boolean> intent;
    private @Nullable String refused;

    /**
     * @param ask for the intent; called once
     * @param refusal a reason that has come up since, asked only if the mail took long to get here
     * @param leaseIsSafe asked last
     */
    Gate(Supplier<CompletableFuture<Boolean>> ask, Supplier<Optional<String>> refusal, BooleanSupplier leaseIsSafe) {
        this.ask = ask;
        this.refusal = refusal;
        this.leaseIsSafe = leaseIsSafe;
    }

    /** Asks for the intent already now, so that it is written while the envelope travels. */
    void askEarly() {
        intent = ask.get();
    }

    @Override
    public void beforeDot() throws Closed {
        if (intent == null) {
            intent = ask.get();
        }
        if (!isGranted(intent)) {
            throw new Closed("the row is not ours any more, or the ledger did not answer");
        }
        refused = refusal.get().orElse(null);
        if (refused != null) {
            throw new Closed(refused);
        }
        if (!leaseIsSafe.getAsBoolean()) {
            throw new Closed("the lease is over");
        }
    }

    /** Whether the ledger has the intent; false also when that is not known. */
    boolean granted() {
        return intent != null && isGranted(intent);
    }

    Optional<String> refusedBecause() {
        return Optional.ofNullable(refused);
    }

    private static boolean isGranted(CompletableFuture<Boolean> intent) {
        try {
            return intent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
