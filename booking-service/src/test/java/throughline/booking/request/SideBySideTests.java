package throughline.booking.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SideBySideTests {

    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    @Timeout(20)
    void eachMayWaitForTheOther() {
        var here = new CountDownLatch(1);
        var aside = new CountDownLatch(1);

        SideBySide.run(() -> meet(here, aside), () -> meet(aside, here));

        assertThat(here.getCount() + aside.getCount()).isZero();
    }

    @Test
    void whatFailsAsideFailsHereUnchanged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SideBySide.run(() -> ended.set(true), () -> {
                    throw new IllegalArgumentException("aside");
                }))
                .withMessage("aside");
        assertThat(ended).isTrue();
    }

    @Test
    void whatFailsHereWaitsForTheOther() {
        var failed = new CountDownLatch(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> SideBySide.run(
                        () -> {
                            failed.countDown();
                            throw new IllegalStateException("here");
                        },
                        () -> {
                            await(failed);
                            ended.set(true);
                        }))
                .withMessage("here");
        assertThat(ended).isTrue();
    }

    private static void meet(CountDownLatch mine, CountDownLatch theirs) {
        mine.countDown();
        await(theirs);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
