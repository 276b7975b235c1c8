package throughline.notification.deliverability;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.notification.deliverability.Dns.Answer;
import throughline.notification.deliverability.Finding.State;
import throughline.notification.message.MailAddress;
import throughline.notification.message.Signature;
import throughline.notification.transport.SmtpConnection;
import throughline.notification.transport.SmtpSettings;
import throughline.service.PracticeSettings;

/** Looks at everything at once; a few seconds at most. */
@Component
class Deliverability {
    private final Dns dns;
    private final String domain;
    private final String signed;
    private final SmtpSettings relay;

    Deliverability(
            @Value("${throughline.notification.deliverability.dns:}") String server,
            PracticeSettings practice,
            Signature signature,
            SmtpSettings relay) {
        this.dns = new Dns(server);
        this.domain = MailAddress.of(practice.mailFrom()).domain();
        this.signed = signature.recordName();
        this.relay = relay;
    }

    String domain() {
        return domain;
    }

    List<Finding> look() {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var findings = List.of(
                    all.submit(() -> Rules.spf(dns.texts(domain), addressesOf(relay.host()))),
                    all.submit(() -> Rules.dkim(signed, signed.isEmpty() ? new Answer.None() : dns.texts(signed))),
                    all.submit(() -> Rules.dmarc(dns.texts("_dmarc." + domain), domain, signer())),
                    all.submit(() -> Rules.mx(dns.mailServers(domain), domain)),
                    all.submit(this::ptr),
                    all.submit(this::tls));
            return findings.stream().map(Deliverability::result).toList();
        }
    }

    private String signer() {
        int at = signed.indexOf("._domainkey.");
        return at < 0 ? "" : signed.substring(at + "._domainkey.".length());
    }

    private Finding ptr() {
        var addresses = addressesOf(relay.host());
        if (addresses.isEmpty()) {
            return Finding.unreachable("ptr");
        }
        var address = addresses.getFirst();
        if (isOfThisMachine(address)) {
            return Finding.of("ptr", State.UNKNOWN, "local");
        }
        var names = dns.namesOf(address);
        var back = names instanceof Answer.Found(List<String> values) ? dns.addresses(values.getFirst()) : names;
        return Rules.ptr(address, names, back);
    }

    private static boolean isOfThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (java.net.UnknownHostException _) {
            return false;
        }
    }

    private List<String> addressesOf(String host) {
        if (host.matches("[0-9.]+|.*:.*")) {
            return List.of(host);
        }
        if (host.equals("localhost")) {
            return List.of("127.0.0.1");
        }
        return !host.isBlank() && dns.addresses(host) instanceof Answer.Found(List<String> values) ? values : List.of();
    }

    private Finding tls() {
        if (!relay.isConfigured()) {
            return Finding.of("tls", State.UNKNOWN, "none");
        }
        try (var connection = new SmtpConnection(relay)) {
            var reached = connection.reach();
            if (reached.isPresent()) {
                return Finding.of("tls", State.BAD, "failed", relay.name(), reached.get());
            }
        }
        if (relay.tls() != SmtpSettings.Tls.NONE) {
            return Finding.of("tls", State.OK, "encrypted", relay.name());
        }
        return isOfThisMachine(relay.host()) || relay.host().equals("localhost")
                ? Finding.of("tls", State.OK, "local", relay.name())
                : Finding.of("tls", State.BAD, "plain", relay.name());
    }

    private static Finding result(Future<Finding> finding) {
        try {
            return finding.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
