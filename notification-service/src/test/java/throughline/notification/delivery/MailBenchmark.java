package throughline.notification.delivery;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import throughline.testing.Isolation;
import throughline.testing.smtp.Drain;

/**
 * Mails a second from the ledger to a server that takes everything, ten connections, beside plain Angus with ten kept connections
 * and no ledger in the same run, as it comes and with the one setting that makes it quicker; at no distance and at 20 ms a round
 * trip; with an intent for each mail and in blocks of ten.
 * Rounds alternate, the first of each is not counted, and the median counts. Client, mongod and that server share the machine.
 * Not part of the tests: its name keeps it out of them.
 */
class MailBenchmark {
    private static final PrintStream OUT = System.out;
    private static final int CONNECTIONS = 10;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int NEAR_MAILS = Integer.getInteger("bench.mails", 5_000);
    private static final int FAR_MAILS = NEAR_MAILS / 5;
    private static final String PLAIN = "plain Angus, no ledger";
    private static final String TUNED = "the same, with our encoders";

    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    @Test
    void mailsASecond() throws Exception {
        say("Load before: " + Files.readString(Path.of("/proc/loadavg")).strip());
        var isolation = Isolation.of(MailBenchmark.class);
        try {
            for (var far : new Duration[] {Duration.ZERO, Duration.ofMillis(20)}) {
                rates.clear();
                int mails = far.isZero() ? NEAR_MAILS : FAR_MAILS;
                for (int round = 0; round <= ROUNDS; round++) {
                    angus(far, mails, round, PLAIN, PlainAngus::send);
                    angus(far, mails, round, TUNED, PlainAngus::sendTuned);
                    ledger(isolation.mongodbUri(), far, mails, 1, round);
                    ledger(isolation.mongodbUri(), far, mails, 10, round);
                }
                summary(far);
            }
        } finally {
            isolation.cleanUp();
        }
    }

    private void ledger(String mongodbUri, Duration far, int mails, int block, int round) throws IOException {
        try (var drain = new Drain(far, _ -> {})) {
            var result = SendingRun.run(mongodbUri, drain, CONNECTIONS, mails, block);
            round(
                    "ledger, intents in blocks of " + block,
                    round,
                    drain,
                    result.perSecond(),
                    result.clientMillis() / mails,
                    result.databaseMillis() / mails);
        }
    }

    @FunctionalInterface
    private interface Way {
        void send(PlainAngus angus, int port, int connections, int mails) throws InterruptedException;
    }

    private void angus(Duration far, int mails, int round, String how, Way way)
            throws IOException, InterruptedException {
        var plain = new PlainAngus();
        try (var drain = new Drain(far, _ -> {})) {
            double before = SendingRun.cpuMillis();
            long began = System.nanoTime();
            way.send(plain, drain.port(), CONNECTIONS, mails);
            double seconds = (System.nanoTime() - began) / 1e9;
            round(how, round, drain, mails / seconds, (SendingRun.cpuMillis() - before) / mails, 0);
        }
    }

    private void round(String what, int round, Drain drain, double rate, double client, double database) {
        if (round > 0) {
            rates.computeIfAbsent(what, _ -> new ArrayList<>()).add(rate);
        }
        say(String.format(
                Locale.ROOT,
                "  round %d  %-32s %6.0f mails/s   CPU ms a mail: this process %.2f, mongod %.2f   %.1f round trips, %d bytes a mail",
                round,
                what,
                rate,
                client,
                database,
                drain.roundTripsPerMail(),
                drain.bytesPerMail()));
    }

    private void summary(Duration far) {
        double plain = median(Objects.requireNonNull(rates.get(PLAIN)));
        say(String.format(Locale.ROOT, "%d ms a round trip, medians of %d rounds:", far.toMillis(), ROUNDS));
        rates.forEach((what, seen) -> say(String.format(
                Locale.ROOT,
                "  %-32s %6.0f mails/s   %.2f × plain Angus   %s",
                what,
                median(seen),
                median(seen) / plain,
                seen.stream().map(Math::round).toList())));
        say("  resident memory of this process: " + residentMegabytes() + " MB");
    }

    private static double median(List<Double> seen) {
        return seen.stream().sorted().toList().get(seen.size() / 2);
    }

    private static void say(String line) {
        OUT.println(line);
    }

    private static long residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
