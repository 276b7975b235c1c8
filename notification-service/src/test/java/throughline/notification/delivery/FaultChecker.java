package throughline.notification.delivery;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.DoubtBound;
import throughline.testing.smtp.RelayFault;

/** Compares the ledger with what the relay really has. */
final class FaultChecker {
    private static final PrintStream OUT = System.out;
    private final Map<String, List<AcceptedMail>> taken;
    private final Function<PlannedMail, DeliveryView> ledger;

    FaultChecker(List<AcceptedMail> accepted, Function<PlannedMail, DeliveryView> ledger) {
        this.taken = accepted.stream()
                .collect(Collectors.groupingBy(mail -> mail.header("Message-ID").orElseThrow()));
        this.ledger = ledger;
    }

    /** A planned mail and what it met, if anything. */
    record Expected(PlannedMail mail, @Nullable RelayFault fault) {}

    /** @param byCrashes how many mails may be in doubt because of crashes, beside those the relay itself made doubtful */
    List<String> violations(List<Expected> mails, DoubtBound byCrashes) {
        var violations = new ArrayList<String>();
        int inDoubt = 0;
        for (var expected : mails) {
            var row = ledger.apply(expected.mail());
            violations.addAll(of(expected, row));
            boolean doubtful = row.state() == DeliveryState.IN_DOUBT || row.possibleDuplicate();
            boolean byTheRelay = expected.fault() != null && expected.fault().makesDoubt();
            inDoubt += doubtful && !byTheRelay ? 1 : 0;
        }
        OUT.println(byCrashes.told(inDoubt));
        if (inDoubt > byCrashes.most()) {
            violations.add(byCrashes.told(inDoubt));
        }
        return violations;
    }

    private List<String> of(Expected expected, DeliveryView row) {
        var violations = new ArrayList<String>();
        var deliveryClass = expected.mail().deliveryClass();
        int copies = taken.getOrDefault(row.messageId(), List.of()).size();
        var what =
                deliveryClass + " " + expected.fault() + " " + row.state() + " " + row.id() + ": " + copies + " copies";
        int most = deliveryClass == DeliveryClass.MUST_ARRIVE && row.possibleDuplicate() ? 2 : 1;
        if (copies > most) {
            violations.add("more than " + most + ", " + what);
        }
        boolean ended = switch (row.state()) {
            case ACCEPTED -> copies > 0;
            case IN_DOUBT -> true;
            case REJECTED ->
                copies == 0 && expected.fault() != null && expected.fault().refusesForGood();
            case PLANNED, CLAIMED, DOT_INTENT, DEFERRED, SKIPPED, BOUNCED, COMPLAINED, GIVEN_UP -> false;
        };
        if (!ended) {
            violations.add("missing, " + what);
        }
        return violations;
    }
}
