package throughline.aggregate;

import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * What of a state is to be written, so that a booking beside 500 calls writes one claim and not 501: fields that changed are
 * set, fields that are gone are unset, and a list that only got longer is pushed to. The filter of the update must make sure that
 * the document still is as it was read.
 */
final class StateChange {

    private StateChange() {}

    /** @return an update with {@code $set} and {@code $push}, which may be empty and must be added to, and perhaps {@code $unset} */
    static Document between(Document before, Document after) {
        Document set = new Document();
        Document push = new Document();
        Document unset = new Document();
        for (Map.Entry<String, Object> field : after.entrySet()) {
            String name = "state." + field.getKey();
            Object was = before.get(field.getKey());
            Object is = field.getValue();
            if (!before.containsKey(field.getKey())) {
                set.append(name, is);
            } else if (was instanceof List<?> shorter && is instanceof List<?> longer && isStartOf(shorter, longer)) {
                push.append(name, new Document("$each", longer.subList(shorter.size(), longer.size())));
            } else if (was == null ? is != null : !was.equals(is)) {
                set.append(name, is);
            }
        }
        for (String field : before.keySet()) {
            if (!after.containsKey(field)) {
                unset.append("state." + field, "");
            }
        }
        Document update = new Document("$set", set).append("$push", push);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    private static boolean isStartOf(List<?> shorter, List<?> longer) {
        return !shorter.isEmpty()
                && shorter.size() < longer.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }
}
