package throughline.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The runnable jar of a module, unpacked once per build: a flat class path starts in half the time of nested jars, and a
 * build in another terminal does not pull the jars away under a running process.
 */
record AppJar(Path root, String module) {

    /** The jar to run, beside the folder with its libraries. */
    Path unpacked() {
        var jar = jar();
        try {
            var key = checksum(jar);
            var all = Files.createDirectories(root.resolve("launcher/target/run"));
            var folder = all.resolve(module + "-" + key);
            if (Files.notExists(folder)) {
                unpack(jar, all, folder);
                forgetOlder(all);
            }
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new CannotStart(jar + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Of the content: builds stamp all jars with one and the same time. */
    private static String checksum(Path jar) throws IOException {
        try (var content = new CheckedInputStream(Files.newInputStream(jar), new CRC32C())) {
            long size = content.transferTo(OutputStream.nullOutputStream());
            return Long.toHexString(size) + "-"
                    + Long.toHexString(content.getChecksum().getValue());
        }
    }

    private Path jar() {
        var target = root.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, module + "-*-exec.jar")) {
                var found = jars.iterator();
                if (found.hasNext()) {
                    return found.next();
                }
            } catch (IOException e) {
                throw new CannotStart(target + " cannot be read: " + e.getMessage(), e);
            }
        }
        throw new CannotStart("There is no " + module + "-*-exec.jar in " + target
                + ": ./mvnw -Dquick -DskipTests package builds it.");
    }

    private static void unpack(Path jar, Path all, Path folder) throws IOException {
        var draft = Files.createTempDirectory(all, "draft-");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                draft.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("the jar's own tools failed");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        try {
            Files.move(draft, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            FileTree.delete(draft); // a start beside this one was faster, with the same content
        }
    }

    /** Keeps the two newest of this module: this one, and the one that another terminal may still run. */
    private void forgetOlder(Path all) throws IOException {
        try (var folders = Files.newDirectoryStream(all, module + "-*")) {
            var newestFirst = new ArrayList<Path>();
            folders.forEach(newestFirst::add);
            newestFirst.sort(
                    Comparator.comparingLong((Path folder) -> folder.toFile().lastModified())
                            .reversed());
            for (var old : newestFirst.stream().skip(2).toList()) {
                FileTree.delete(old);
            }
        }
    }
}
