package throughline.notification.subscription;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.outbox.Durable;

/**
 * What people agreed to elsewhere, word for word; a proof names it by its version. Our own texts have versions of their own.
 *
 * <pre>notification.consent_texts  { _id: "imported-3f2a…", text }</pre>
 */
@Component
class ConsentTexts {

    private final MongoCollection<Document> texts;

    ConsentTexts(MongoDatabaseFactory database) {
        this.texts = Durable.collection(database.getMongoDatabase(), "notification.consent_texts");
    }

    /** The version under which the text is kept from now on. */
    String keep(String text) {
        String version = "imported-" + hash(text);
        texts.updateOne(Filters.eq(version), Updates.setOnInsert("text", text), new UpdateOptions().upsert(true));
        return version;
    }

    Optional<String> find(String version) {
        return Optional.ofNullable(texts.find(Filters.eq(version)).first()).map(row -> row.getString("text"));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
