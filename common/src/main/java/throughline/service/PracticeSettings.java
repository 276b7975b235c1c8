package throughline.service;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What every service knows of the practice.
 *
 * @param url public base address used in links, without a trailing slash
 * @param home the folder where state lies
 * @param zone the practice's time zone
 * @param practice the practice's name, as people read it
 * @param mailFrom the address mails come from
 * @param practitioner the name of the person who holds the calls of a new practice
 */
@ConfigurationProperties("throughline")
public record PracticeSettings(URI url, Path home, ZoneId zone, String practice, String mailFrom, String practitioner) {

    public PracticeSettings {
        String text = url.toString();
        url = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    /** The absolute address of a path that begins with a slash. */
    public String link(String path) {
        return url + path;
    }
}
