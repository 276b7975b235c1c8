package throughline.notification.delivery;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import throughline.testing.Isolation;

/**
 * Mails a second from the ledger to a sink, ten connections, beside plain Angus with reused connections and no ledger in the same
 * run. Both make the same mail. Run by {@code ./throughline bench mail}; asserts nothing. With an intent per mail and in blocks of ten, at no distance and at 20 ms a round trip.
 */
class MailBenchmark {
    private static final int CONNECTIONS = 10;
    private static final int ROUNDS = 2;

    @Test
    void mailsASecond() throws IOException {
        var isolation = Isolation.of(MailBenchmark.class);
        try {
            for (var delay : new Duration[] {Duration.ZERO, Duration.ofMillis(20)}) {
                int mails = delay.isZero() ? 5_000 : 1_000;
                for (int round = 1; round <= ROUNDS; round++) {
                    angus(delay, mails, round);
                    ledger(isolation.mongodbUri(), delay, mails, 1, round);
                    ledger(isolation.mongodbUri(), delay, mails, 10, round);
                }
            }
        } finally {
            isolation.cleanUp();
        }
    }

    private void ledger(String mongodbUri, Duration delay, int mails, int block, int round) throws IOException {
        try (var sink = new Sink(delay)) {
            double before = cpuMillis();
            var result = SendingRun.run(mongodbUri, sink.port(), CONNECTIONS, mails, block);
            say(
                    "ledger, intent block " + block,
                    delay,
                    round,
                    result.perSecond(),
                    (cpuMillis() - before) / mails,
                    result.databaseMillis() / mails,
                    sink);
        }
    }

    private void angus(Duration delay, int mails, int round) throws IOException {
        try (var sink = new Sink(delay)) {
            double before = cpuMillis();
            long began = System.nanoTime();
            sendPlainly(sink.port(), mails);
            double seconds = (System.nanoTime() - began) / 1e9;
            say("plain Angus, no ledger", delay, round, mails / seconds, (cpuMillis() - before) / mails, 0, sink);
        }
    }

    private static void sendPlainly(int port, int mails) {
        var next = new AtomicInteger();
        var done = new CountDownLatch(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread.ofVirtual().start(() -> {
                var session = Session.getInstance(new Properties());
                try (var transport = session.getTransport("smtp")) {
                    transport.connect("127.0.0.1", port, null, null);
                    for (int n = next.getAndIncrement(); n < mails; n = next.getAndIncrement()) {
                        var mail = SendingRun.mail(n);
                        transport.sendMessage(mail.mail(), new Address[] {new InternetAddress(mail.to())});
                    }
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(
            String what, Duration delay, int round, double perSecond, double client, double database, Sink sink) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-24s %3d ms a round trip, round %d: %7.0f mails/s   CPU ms a mail: this side %.2f, mongod %.2f   %d bytes   %d arrived",
                what,
                delay.toMillis(),
                round,
                perSecond,
                client,
                database,
                sink.bytesPerMail(),
                sink.mails()));
    }

    /** Of this process, sink and all. */
    private static double cpuMillis() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e6;
    }
}
