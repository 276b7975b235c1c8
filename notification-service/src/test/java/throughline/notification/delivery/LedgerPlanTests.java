package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import throughline.testing.Isolation;

/** A small change of a query's shape makes it read every row: the plan is part of the contract. */
class LedgerPlanTests {

    @Test
    void lookForDueMailsReadsDueRowsOnly() {
        var isolation = Isolation.of(LedgerPlanTests.class);
        try (var sender = new Sender(isolation.mongodbUri(), 1, 1);
                var mongo = MongoClients.create(isolation.mongodbUri())) {
            sender.deliveries.plan(IntStream.range(0, 50)
                    .mapToObj(i -> Sender.mail("later" + i, DeliveryClass.AT_MOST_ONCE, Sender.NOON.plusSeconds(60)))
                    .toList());
            sender.deliveries.plan(List.of(Sender.article("now")));

            var explained = mongo.getDatabase(
                            String.valueOf(new ConnectionString(isolation.mongodbUri()).getDatabase()))
                    .getCollection("notification.deliveries")
                    .find(Ledger.due(Lane.BULK, Sender.NOON))
                    .hintString(Ledger.DUE_INDEX)
                    .sort(Sorts.ascending("state.now.nextAt"))
                    .limit(50)
                    .explain(ExplainVerbosity.EXECUTION_STATS);

            var stats = explained.get("executionStats", Document.class);
            assertThat(explained.toJson()).contains("IXSCAN").doesNotContain("COLLSCAN", "\"stage\": \"SORT\"");
            assertThat(stats.getInteger("nReturned")).isOne();
            assertThat(stats.getInteger("totalDocsExamined")).isOne();
        } finally {
            isolation.cleanUp();
        }
    }
}
