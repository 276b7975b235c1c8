package throughline.contract.content;

import java.util.List;
import throughline.contract.ArticleId;

/** A published article changed. {@code changed} names the fields. */
public record ArticleRevised(ArticleId articleId, int revision, List<String> changed) implements ContentEvent {

    @Override
    public String key() {
        return articleId.value();
    }

    @Override
    public String subject() {
        return articleId.value();
    }
}
