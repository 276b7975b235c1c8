package throughline.contract.content;

import throughline.contract.Event;

/** What content-service publishes. */
public sealed interface ContentEvent extends Event
        permits ArticlePublished, ArticleRevised, ArticleUnpublished, CallToActionFollowed, ClientErasureConfirmed {}
