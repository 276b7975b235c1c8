package throughline.notification.delivery;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import throughline.notification.message.MailTemplate;

/**
 * The templates that planned mails refer to, each kept once under the hash of what it says, so that a mail tried again says
 * what it said at first, whatever became of the sequence meanwhile.
 *
 * <pre>
 * notification.mail_templates  { _id: hash, subject, markdown, footer }
 * </pre>
 */
final class TemplateShelf {
    private static final int KEPT_IN_MEMORY = 2_000;

    private final MongoCollection<Document> shelf;
    private final Map<String, MailTemplate> known = new ConcurrentHashMap<>();

    TemplateShelf(MongoCollection<Document> shelf) {
        this.shelf = shelf;
    }

    /** Makes sure that they can be found later; must be done before a mail refers to them. */
    void keep(Collection<MailTemplate> templates) {
        var missing = new ArrayList<UpdateOneModel<Document>>();
        var kept = new ArrayList<MailTemplate>();
        for (var template : templates) {
            if (!known.containsKey(template.id())) {
                kept.add(template);
                missing.add(new UpdateOneModel<>(
                        Filters.eq(template.id()),
                        Updates.combine(
                                Updates.setOnInsert("subject", template.subject()),
                                Updates.setOnInsert("markdown", template.markdown()),
                                Updates.setOnInsert("footer", template.footer())),
                        new UpdateOptions().upsert(true)));
            }
        }
        if (!missing.isEmpty()) {
            shelf.bulkWrite(missing);
            kept.forEach(template -> remember(template.id(), template));
        }
    }

    /** @throws IllegalStateException if nothing lies there, which would be a lost write */
    MailTemplate get(String id) {
        var template = known.get(id);
        if (template == null) {
            var found = shelf.find(Filters.eq(id)).first();
            if (found == null) {
                throw new IllegalStateException("template " + id + " is gone");
            }
            template = new MailTemplate(
                    found.getString("subject"), found.getString("markdown"), found.getString("footer"));
            remember(id, template);
        }
        return template;
    }

    private void remember(String id, MailTemplate template) {
        if (known.size() >= KEPT_IN_MEMORY) {
            known.clear();
        }
        known.put(id, template);
    }
}
