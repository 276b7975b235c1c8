package throughline.booking.key;

import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Text that only a client's key opens, as {@code {client, key, box}} in its document.
 *
 * @param client whose key it is; after a merge the record may belong to somebody else
 * @param key id of the key document
 */
public record Sealed(String client, String key, Binary box) {

    public Document document() {
        return new Document("client", client).append("key", key).append("box", box);
    }

    public static Sealed of(Document document) {
        return new Sealed(
                document.getString("client"),
                document.getString("key"),
                Objects.requireNonNull(document.get("box", Binary.class)));
    }
}
