package throughline.dashboard.journal;

import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleRevised;
import throughline.contract.content.ArticleUnpublished;
import throughline.contract.content.CallToActionFollowed;
import throughline.contract.content.ClientErasureConfirmed;
import throughline.contract.content.ContentEvent;

/** What is kept of content's events: the article's id and address, not its words. */
final class ContentFacts {

    private ContentFacts() {}

    static Facts of(ContentEvent event) {
        return switch (event) {
            case ArticlePublished e ->
                Facts.none()
                        .thing("article", e.articleId())
                        .code("slug", e.slug())
                        .number("revision", e.revision())
                        .yes("notify", e.notifySubscribers());
            case ArticleRevised e ->
                Facts.none().thing("article", e.articleId()).number("revision", e.revision());
            case ArticleUnpublished e ->
                Facts.none().thing("article", e.articleId()).number("revision", e.revision());
            case CallToActionFollowed e ->
                Facts.none()
                        .thing("article", e.articleId())
                        .number("revision", e.revision())
                        .code("callToAction", e.callToAction());
            case ClientErasureConfirmed e -> Facts.about(e.clientId()).thing("receipt", e.receipt());
        };
    }
}
