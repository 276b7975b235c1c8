package throughline.content.article;

import throughline.contract.ArticleId;

/** What the public finds under an address. */
public sealed interface Address {

    record Here(ArticleId id, Article article, Article.Published published) implements Address {}

    /** The article has another address now. */
    record Moved(String slug) implements Address {}

    record Nothing() implements Address {}
}
