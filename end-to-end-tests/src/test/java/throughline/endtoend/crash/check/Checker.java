package throughline.endtoend.crash.check;

import java.util.List;
import java.util.stream.Stream;

/** All promises against all evidence. */
public final class Checker {

    private Checker() {}

    /** @return nothing, if every promise was kept */
    public static List<Finding> findings(Evidence evidence) {
        return Stream.of(
                        CallChecks.of(evidence),
                        ClaimChecks.of(evidence),
                        FactChecks.of(evidence),
                        MailChecks.of(evidence))
                .flatMap(List::stream)
                .toList();
    }
}
