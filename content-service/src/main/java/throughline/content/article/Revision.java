package throughline.content.article;

import throughline.contract.ArticleId;

/** One saved text, whole and never changed again. {@code html} is sanitised and was made from {@code markdown} when it was saved. */
public record Revision(ArticleId article, Version version, String markdown, String html) {}
