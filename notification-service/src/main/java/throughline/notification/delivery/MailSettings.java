package throughline.notification.delivery;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger behaves.
 *
 * @param backOff practice time from one try to the next; the last one repeats
 * @param giveUpAfter practice time since the first try
 * @param reconcileAfter practice time before a mail that must arrive is sent again because it is in doubt
 * @param lease machine time a sender holds a row without renewing; a process that stands still for longer sends nothing
 *     more of what it held
 * @param idle machine time after which an unused connection is closed; relays drop idle ones after a few minutes
 * @param batch rows claimed at once
 */
@ConfigurationProperties("throughline.notification.mail")
record MailSettings(
        @DefaultValue({"PT5M", "PT30M", "PT2H", "PT8H", "PT24H"})
        List<Duration> backOff,

        @DefaultValue("PT72H") Duration giveUpAfter,
        @DefaultValue("PT15M") Duration reconcileAfter,
        @DefaultValue("PT30S") Duration lease,
        @DefaultValue("PT20S") Duration idle,
        @DefaultValue("50") int batch) {

    MailSettings {
        if (backOff.isEmpty() || batch < 1 || lease.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException(
                    "throughline.notification.mail: back-off must not be empty, batch at least 1, lease at least two seconds.");
        }
    }

    /** How far the clocks of two machines may be apart: a lease counts as over this much later for others, this much earlier for its holder. */
    Duration margin() {
        return lease.dividedBy(10);
    }
}
