package throughline.content.calltoaction;

import throughline.contract.ArticleId;

/** The state of {@code content.follows}, one document per article: how often its calls to action were followed. */
record FollowCount(ArticleId article, long total) {}
