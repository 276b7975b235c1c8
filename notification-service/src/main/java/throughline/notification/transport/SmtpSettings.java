package throughline.notification.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The relay.
 *
 * @param host without one nothing is sent
 * @param tls {@code required}: STARTTLS with the certificate checked, or TLS from the start on port 465; {@code implicit}:
 *     TLS from the start on any port; {@code none}: plain text, for a relay on this machine
 * @param connections how many mails of the bulk lane are on their way at once; the transactional lane has half as many of
 *     its own, at least one
 * @param connectTimeout until the greeting is read
 * @param replyTimeout for each answer up to the body
 * @param dotTimeout for the answer to the final dot; giving up early here makes doubt, so it is long (RFC 5321 4.5.3.2.6)
 */
@ConfigurationProperties("throughline.smtp")
public record SmtpSettings(
        @DefaultValue("") String host,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("required") Tls tls,
        @DefaultValue("4") int connections,
        @DefaultValue("PT10S") Duration connectTimeout,
        @DefaultValue("PT60S") Duration replyTimeout,
        @DefaultValue("PT5M") Duration dotTimeout) {

    /** Whether the conversation must be encrypted. */
    public enum Tls {
        REQUIRED,
        IMPLICIT,
        NONE
    }

    public SmtpSettings {
        port = port == null ? 25 : port;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("SMTP_PORT is " + port + "; it must be between 1 and 65535.");
        }
        if (connections < 1 || connections > 200) {
            throw new IllegalArgumentException(
                    "SMTP_CONNECTIONS is " + connections + "; it must be between 1 and 200.");
        }
        if ((username == null || username.isBlank()) != (password == null || password.isBlank())) {
            throw new IllegalArgumentException("Set both SMTP_USERNAME and SMTP_PASSWORD, or neither.");
        }
    }

    public boolean isConfigured() {
        return !host.isBlank();
    }

    /** 25 where nothing was said. */
    public int portNumber() {
        return port == null ? 25 : port;
    }

    boolean signsIn() {
        return username != null && !username.isBlank();
    }

    public boolean tlsFromTheStart() {
        return tls == Tls.IMPLICIT || (tls == Tls.REQUIRED && portNumber() == 465);
    }

    /** How this relay is called in records and on pages. */
    public String name() {
        return host + ":" + portNumber();
    }
}
