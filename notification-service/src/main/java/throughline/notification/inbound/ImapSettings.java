package throughline.notification.inbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mailbox to which mails come back; without a host there is none.
 *
 * @param tls from the first byte, with the certificate checked; off only for a server on this machine
 * @param password of the account, or
 * @param oauthToken an access token, for servers that take no passwords (XOAUTH2)
 * @param folder that is read; what was read is marked as seen and stays
 * @param copies a folder with copies of what we send, asked about mails in doubt; empty for none
 * @param every machine time between two looks
 */
@ConfigurationProperties("throughline.notification.imap")
record ImapSettings(
        @DefaultValue("") String host,
        @DefaultValue("993") int port,
        @DefaultValue("true") boolean tls,
        @DefaultValue("") String username,
        @Nullable String password,
        @Nullable String oauthToken,
        @DefaultValue("INBOX") String folder,
        @DefaultValue("") String copies,
        @DefaultValue("PT1M") Duration every) {

    boolean isConfigured() {
        return !host.isBlank();
    }

    boolean byToken() {
        return oauthToken != null && !oauthToken.isBlank();
    }

    String secret() {
        return byToken() ? String.valueOf(oauthToken) : password == null ? "" : password;
    }
}
