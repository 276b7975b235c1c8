package throughline.contract.content;

import throughline.contract.ArticleId;

/** Someone followed the call to action below an article. {@code reference} is the link's own, it names no person. */
public record CallToActionFollowed(ArticleId articleId, int revision, String callToAction, String reference)
        implements ContentEvent {

    @Override
    public String key() {
        return articleId.value();
    }

    /** Not the article itself: follows are counted beside it, with a sequence of their own. */
    @Override
    public String subject() {
        return articleId.value() + "/follows";
    }
}
