package throughline.contract.content;

import throughline.contract.ArticleId;

/** An article is no longer public. */
public record ArticleUnpublished(ArticleId articleId, int revision) implements ContentEvent {

    @Override
    public String key() {
        return articleId.value();
    }

    @Override
    public String subject() {
        return articleId.value();
    }
}
