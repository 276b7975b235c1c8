package throughline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JustWrittenTests {

    private final JustWritten justWritten = new JustWritten();

    @Test
    void whatIsWrittenInOneMomentIsTakenTogetherAndOnce() {
        assertThat(justWritten.add("calls", List.of("a"))).isTrue();
        assertThat(justWritten.add("calls", List.of("b", "a"))).isFalse();

        assertThat(justWritten.take("calls")).containsExactly("a", "b");
        assertThat(justWritten.take("calls")).isEmpty();
    }

    @Test
    void momentBeginsAgainWhenTheLastIsOver() {
        justWritten.add("calls", List.of("a"));
        justWritten.take("calls");

        assertThat(justWritten.add("calls", List.of("b"))).isTrue();
    }

    @Test
    void collectionsDoNotWaitForEachOther() {
        assertThat(justWritten.add("calls", List.of("a"))).isTrue();
        assertThat(justWritten.add("clients", List.of("a"))).isTrue();

        assertThat(justWritten.take("clients")).containsExactly("a");
        assertThat(justWritten.take("calls")).containsExactly("a");
    }

    @Test
    void nothingBeginsNoMoment() {
        assertThat(justWritten.add("calls", List.of())).isFalse();
        assertThat(justWritten.add("calls", List.of("a"))).isTrue();
    }
}
