package throughline.booking.feed;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.PractitionerId;
import throughline.outbox.Durable;

/**
 * Who has a private feed, kept in {@code booking.feeds} as {@code {_id: practitioner, hash, madeAt}}. The token has 256 random
 * bits and is told once; only its SHA-256 is stored, which is as good as unguessable for a token of that length.
 */
@Component
public class PrivateFeeds {

    private static final int BYTES = 32;

    private final MongoCollection<Document> feeds;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PrivateFeeds(MongoDatabaseFactory database, Clock clock) {
        this.feeds = Durable.collection(database.getMongoDatabase(), "booking.feeds");
        this.clock = clock;
        feeds.createIndex(Indexes.ascending("hash"), new IndexOptions().unique(true));
    }

    /** A new token; whatever was told before leads nowhere from now on. */
    public String renew(PractitionerId practitioner) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        feeds.replaceOne(
                Filters.eq(practitioner.value()),
                new Document("_id", practitioner.value())
                        .append("hash", hash(token))
                        .append("madeAt", Date.from(clock.instant())),
                new ReplaceOptions().upsert(true));
        return token;
    }

    public void revoke(PractitionerId practitioner) {
        feeds.deleteOne(Filters.eq(practitioner.value()));
    }

    /** When the token that is valid was made, if there is one. */
    public Optional<Instant> madeAt(PractitionerId practitioner) {
        return Optional.ofNullable(feeds.find(Filters.eq(practitioner.value())).first())
                .map(feed -> feed.getDate("madeAt").toInstant());
    }

    Optional<PractitionerId> owner(String token) {
        return Optional.ofNullable(feeds.find(Filters.eq("hash", hash(token))).first())
                .map(feed -> new PractitionerId(feed.getString("_id")));
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
