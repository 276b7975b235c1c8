package throughline.endtoend.crash.check;

import static throughline.endtoend.crash.check.Finding.Promise.EVERY_STORED_FACT_IS_PUBLISHED;
import static throughline.endtoend.crash.check.Finding.Promise.FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER;
import static throughline.endtoend.crash.check.Finding.Promise.NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.endtoend.crash.check.Evidence.Aggregate;
import throughline.endtoend.crash.check.Evidence.PublishedFact;

/** Documents against topics: the same facts in both, once copies are removed by id, and in the same order. */
final class FactChecks {

    private FactChecks() {}

    static List<Finding> of(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var facts = withoutCopies(evidence.facts());
        var byAggregate = facts.stream().collect(Collectors.groupingBy(PublishedFact::aggregate));
        evidence.aggregates()
                .forEach(aggregate ->
                        published(aggregate, byAggregate.getOrDefault(aggregate.name(), List.of()), findings));
        unknown(evidence, facts, findings);
        order(facts, findings);
        return findings;
    }

    /** Only the first of several records with one id counts: so does whoever reads them. */
    private static List<PublishedFact> withoutCopies(List<PublishedFact> facts) {
        var seen = new HashSet<String>();
        return facts.stream().filter(fact -> seen.add(fact.id())).toList();
    }

    private static void published(Aggregate aggregate, List<PublishedFact> facts, List<Finding> findings) {
        if (aggregate.pending() > 0) {
            findings.add(new Finding(EVERY_STORED_FACT_IS_PUBLISHED, aggregate + " still holds facts"));
        }
        Set<Long> sequences = facts.stream().map(PublishedFact::sequence).collect(Collectors.toSet());
        for (long n = 1; n <= aggregate.lastSequence(); n++) {
            if (!sequences.contains(n)) {
                findings.add(new Finding(
                        EVERY_STORED_FACT_IS_PUBLISHED, "number " + n + " of " + aggregate + " is on no topic"));
            }
        }
        if (facts.size() > sequences.size()) {
            findings.add(new Finding(
                    NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED,
                    aggregate + " has different facts under one number: " + facts));
        }
    }

    private static void unknown(Evidence evidence, List<PublishedFact> facts, List<Finding> findings) {
        Map<String, Long> last = evidence.aggregates().stream()
                .collect(Collectors.toMap(Aggregate::name, Aggregate::lastSequence, Math::max));
        facts.stream()
                .filter(fact -> fact.sequence() > last.getOrDefault(fact.aggregate(), 0L))
                .forEach(fact -> findings.add(new Finding(NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED, fact.toString())));
    }

    /** Within a key; facts of one aggregate that are about different people have no common order. */
    private static void order(List<PublishedFact> facts, List<Finding> findings) {
        var partitions = new HashMap<String, Integer>();
        var last = new HashMap<String, Long>();
        for (var fact : facts) {
            var key = fact.topic() + " " + fact.key();
            if (!partitions.computeIfAbsent(key, k -> fact.partition()).equals(fact.partition())) {
                findings.add(
                        new Finding(FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER, "two partitions for one key: " + fact));
            }
            long before = last.getOrDefault(key + " " + fact.aggregate(), 0L);
            if (fact.sequence() <= before) {
                findings.add(
                        new Finding(FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER, fact + " comes after number " + before));
            }
            last.put(key + " " + fact.aggregate(), Math.max(before, fact.sequence()));
        }
    }
}
