package throughline.notification.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** A second relay for the time in which the first cannot be reached or does not want us; without a host there is none. */
@ConfigurationProperties("throughline.smtp.fallback")
public record FallbackRelay(
        @DefaultValue("") String host,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        SmtpSettings.@Nullable Tls tls) {

    public boolean isConfigured() {
        return !host.isBlank();
    }

    /** Everything else as with the first. */
    public SmtpSettings like(SmtpSettings first) {
        return new SmtpSettings(
                host,
                port,
                username,
                password,
                tls == null ? first.tls() : tls,
                first.connections(),
                first.connectTimeout(),
                first.replyTimeout(),
                first.dotTimeout());
    }
}
