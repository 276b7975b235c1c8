package throughline.service;

import org.springframework.boot.ExitCodeGenerator;

/** A value of the configuration makes no sense. The message is one sentence for the person who set it. */
public final class ConfigurationRefused extends RuntimeException implements ExitCodeGenerator {

    /** EX_CONFIG of sysexits.h: whoever started the process must not simply start it again. */
    public static final int EXIT_CODE = 78;

    public ConfigurationRefused(String sentence) {
        super(sentence);
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
