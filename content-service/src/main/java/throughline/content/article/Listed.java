package throughline.content.article;

import throughline.contract.ArticleId;

/** An article in a list. */
public record Listed(ArticleId id, Article article) {}
