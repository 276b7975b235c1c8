package throughline.notification.article;

import org.springframework.stereotype.Component;
import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleRevised;
import throughline.contract.content.ArticleUnpublished;
import throughline.contract.content.CallToActionFollowed;
import throughline.contract.content.ClientErasureConfirmed;
import throughline.contract.content.ContentEvent;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;

/** Begins a fan-out for each article whose author wants it told. */
@Component
class ArticleEvents implements EventHandler<ContentEvent> {

    private final FanOuts fanOuts;

    ArticleEvents(FanOuts fanOuts) {
        this.fanOuts = fanOuts;
    }

    @Override
    public String group() {
        return "notification-articles";
    }

    @Override
    public Class<ContentEvent> reads() {
        return ContentEvent.class;
    }

    @Override
    public void on(ContentEvent event, Envelope envelope) {
        switch (event) {
            case ArticlePublished published -> {
                if (published.notifySubscribers()) {
                    fanOuts.begin(published, envelope);
                }
            }
            case ArticleUnpublished unpublished -> fanOuts.withdrawn(unpublished.articleId(), envelope);
            case ArticleRevised ignored -> {}
            case CallToActionFollowed ignored -> {}
            case ClientErasureConfirmed ignored -> {}
        }
    }
}
