package throughline.dashboard.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a sign-in holds.
 *
 * @param idle without use
 * @param atMost however much it is used
 * @param remembered both, for someone who chose to stay signed in on a device
 */
@ConfigurationProperties("throughline.dashboard.sessions")
record SessionSettings(Duration idle, Duration atMost, Duration remembered) {}
