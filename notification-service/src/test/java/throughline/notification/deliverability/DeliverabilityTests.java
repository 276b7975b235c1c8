package throughline.notification.deliverability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import throughline.notification.deliverability.Dns.Answer;

/** What is said about a domain, asked from a name server of our own. */
class DeliverabilityTests {

    @Test
    void answersAreToldFromNoRecordAndNoRecordFromNoAnswer() throws Exception {
        try (var server = new NameServer(Map.of(
                "practice.example TXT", "\"v=spf1 ip4:192.0.2.7 \" \"-all\"",
                "practice.example MX", "10 mx.practice.example.",
                "7.2.0.192.in-addr.arpa PTR", "relay.practice.example.",
                "relay.practice.example A", "192.0.2.7"))) {
            var dns = new Dns("127.0.0.1:" + server.port());

            assertThat(dns.texts("practice.example")).isEqualTo(new Answer.Found(List.of("v=spf1 ip4:192.0.2.7 -all")));
            assertThat(dns.mailServers("practice.example")).isEqualTo(new Answer.Found(List.of("mx.practice.example")));
            assertThat(dns.namesOf("192.0.2.7")).isEqualTo(new Answer.Found(List.of("relay.practice.example")));
            assertThat(dns.addresses("relay.practice.example")).isEqualTo(new Answer.Found(List.of("192.0.2.7")));
            assertThat(dns.texts("_dmarc.practice.example")).isEqualTo(new Answer.None());
        }
    }

    @Test
    void nameServerThatDoesNotAnswerIsSaidToBeUnreachable() throws Exception {
        int port;
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();

            var answer = new Dns("127.0.0.1:" + port).texts("practice.example");

            assertThat(answer).isEqualTo(new Answer.Unreachable());
        }
        assertThat(Rules.spf(new Answer.Unreachable(), List.of()).state()).isEqualTo(Finding.State.UNKNOWN);
        assertThat(Rules.dmarc(new Answer.Unreachable(), "practice.example", "").code())
                .isEqualTo("unreachable");
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 ip4:192.0.2.7 -all, OK, names",
        "v=spf1 include:_spf.provider.example ~all, OK, others",
        "v=spf1 ip4:192.0.2.0/24 -all, OK, others",
        "v=spf1 ip4:198.51.100.1 -all, BAD, without",
        "v=spf1 include:_spf.provider.example, WARN, open",
        "v=spf1 +all, BAD, anybody",
        "something else, BAD, none"
    })
    void senderPolicyIsExplained(String record, Finding.State state, String code) {
        var finding = Rules.spf(new Answer.Found(List.of(record)), List.of("192.0.2.7"));

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.code()).isEqualTo(code);
    }

    @Test
    void twoPoliciesCountAsNone() {
        assertThat(Rules.spf(new Answer.Found(List.of("v=spf1 -all", "v=spf1 mx -all")), List.of())
                        .code())
                .isEqualTo("many");
    }

    @ParameterizedTest
    @CsvSource({
        "v=DMARC1; p=none, practice.example, WARN, watches",
        "v=DMARC1; p=reject, practice.example, OK, acts",
        "v=DMARC1; p=reject, mail.practice.example, OK, acts",
        "v=DMARC1; p=reject, provider.example, BAD, unaligned",
        "v=DMARC1; p=reject, '', OK, acts"
    })
    void signatureHasToBelongToTheSender(String record, String signer, Finding.State state, String code) {
        var finding = Rules.dmarc(new Answer.Found(List.of(record)), "practice.example", signer);

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "OK names, OK watches, READY",
        "OK names, WARN unsigned, READY",
        "OK names, UNKNOWN local, READY",
        "OK names, UNKNOWN unreachable, UNCHECKED",
        "UNKNOWN unreachable, BAD none, NOT_READY"
    })
    void campaignIsWarnedOfUntilTheCheckHasPassed(String one, String other, BeforeCampaign.Standing standing) {
        var findings = List.of(one, other).stream()
                .map(text -> text.split(" ", -1))
                .map(parts -> Finding.of("spf", Finding.State.valueOf(parts[0]), parts[1]))
                .toList();

        assertThat(BeforeCampaign.of(findings)).isEqualTo(standing);
    }

    @Test
    void keyThatWasTakenBackIsNoKey() {
        assertThat(Rules.dkim("mail._domainkey.a.example", new Answer.Found(List.of("v=DKIM1; p=")))
                        .code())
                .isEqualTo("revoked");
        assertThat(Rules.dkim("mail._domainkey.a.example", new Answer.Found(List.of("v=DKIM1; k=rsa; p=MIIB")))
                        .state())
                .isEqualTo(Finding.State.OK);
        assertThat(Rules.dkim("", new Answer.None()).code()).isEqualTo("unsigned");
    }

    @Test
    void nameOfAnAddressHasToLeadBackToIt() {
        var names = new Answer.Found(List.of("relay.example"));

        assertThat(Rules.ptr("192.0.2.7", names, new Answer.Found(List.of("192.0.2.7")))
                        .state())
                .isEqualTo(Finding.State.OK);
        assertThat(Rules.ptr("192.0.2.7", names, new Answer.Found(List.of("192.0.2.8")))
                        .code())
                .isEqualTo("oneway");
        assertThat(Rules.mx(new Answer.Found(List.of("")), "a.example").code()).isEqualTo("null");
    }

    /** Answers from a map of {@code "name TYPE"} to what a zone file would say. */
    private static final class NameServer implements AutoCloseable {
        private final DatagramSocket socket;
        private final Map<String, String> zone;

        private NameServer(Map<String, String> zone) throws SocketException {
            this.zone = new ConcurrentHashMap<>(zone);
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        private int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            var buffer = new byte[1_500];
            while (!socket.isClosed()) {
                try {
                    var packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    var reply = answer(new Message(java.util.Arrays.copyOf(buffer, packet.getLength())))
                            .toWire();
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            }
        }

        private Message answer(Message question) throws IOException {
            var asked = question.getQuestion();
            var reply = new Message(question.getHeader().getID());
            reply.getHeader().setFlag(Flags.QR);
            reply.getHeader().setFlag(Flags.RA);
            reply.addRecord(asked, Section.QUESTION);
            var name = asked.getName().toString(true);
            var said = zone.get(name + " " + Type.string(asked.getType()));
            if (said != null) {
                reply.addRecord(
                        Record.fromString(asked.getName(), asked.getType(), DClass.IN, 60, said, Name.root),
                        Section.ANSWER);
            } else {
                reply.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            return reply;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
