package throughline.launcher.process;

/** Where a person reads what is going on; a line each. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = line -> {};

    void say(String line);
}
