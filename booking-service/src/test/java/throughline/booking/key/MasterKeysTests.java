package throughline.booking.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.service.ConfigurationRefused;

/** What the master key promises, without a database. */
class MasterKeysTests {

    private static final String ONE = key((byte) 1);
    private static final String TWO = key((byte) 2);

    private static String key(byte filled) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, filled);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aClientsKeyOpensForNobodyElse() {
        MasterKeys masters = MasterKeys.of(List.of(ONE));
        byte[] locked = masters.fresh("cl_ana");

        assertThat(masters.open(masters.first(), locked, "cl_ana")).isPresent();
        assertThat(masters.open(masters.first(), locked, "cl_tom")).isEmpty();
    }

    @Test
    void aTextMovedToAnotherRecordDoesNotOpen() throws GeneralSecurityException {
        MasterKeys masters = MasterKeys.of(List.of(ONE));
        Aead ana =
                masters.open(masters.first(), masters.fresh("cl_ana"), "cl_ana").orElseThrow();
        byte[] box = ana.encrypt(bytes("left knee"), bytes("c_1"));

        assertThat(ana.decrypt(box, bytes("c_1"))).isEqualTo(bytes("left knee"));
        assertThatThrownBy(() -> ana.decrypt(box, bytes("c_2"))).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void anotherMasterKeyOpensNothingAndTheOldOnePutBehindItOpensEverything() {
        MasterKeys before = MasterKeys.of(List.of(ONE));
        byte[] locked = before.fresh("cl_ana");

        assertThat(MasterKeys.of(List.of(TWO)).open(before.first(), locked, "cl_ana"))
                .isEmpty();
        MasterKeys both = MasterKeys.of(List.of(TWO, ONE));
        assertThat(both.first()).isNotEqualTo(before.first());
        assertThat(both.open(before.first(), locked, "cl_ana")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-nonsense", "c2VjcmV0LW5vbnNlbnNl", ",", "c2VjcmV0LW5vbnNlbnNl AAAA", "ä"})
    void nonsenseStopsTheStartInASentenceThatDoesNotRepeatIt(String nonsense) {
        assertThatThrownBy(() -> MasterKeyFile.read(nonsense, "THROUGHLINE_MASTER_KEY"))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("THROUGHLINE_MASTER_KEY is not 32 random bytes in Base64")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("c2VjcmV0", "secret-nonsense"));
    }

    @Test
    void theKeyFileIsReadableByItsOwnerOnlyAndTenStartsAtOnceAgreeOnIt(@TempDir Path home) throws Exception {
        Path file = home.resolve("keys").resolve("master");
        Set<String> ids;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> starts = IntStream.range(0, 10)
                    .<Callable<String>>mapToObj(
                            i -> () -> MasterKeyFile.fromFile(file).first())
                    .toList();
            ids = new java.util.HashSet<>();
            for (Future<String> start : threads.invokeAll(starts)) {
                ids.add(start.get());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(home.resolve("keys").toFile().list()).containsExactly("master");
    }
}
