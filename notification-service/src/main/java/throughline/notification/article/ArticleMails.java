package throughline.notification.article;

import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.contract.content.ArticlePublished;
import throughline.event.Cause;
import throughline.notification.contact.MailValues;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.message.MailTemplate;
import throughline.notification.policy.MailPolicies;
import throughline.notification.sequence.Due;
import throughline.notification.sequence.DueTimes;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.MailTexts;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.notification.subscription.StopLinks;
import throughline.notification.subscription.Subscriptions.Subscriber;
import throughline.notification.suppression.Purpose;
import throughline.service.PracticeSettings;

/** The mail of one article to one subscriber: title, summary and link, in the words of the sequence {@code article}. */
@Component
class ArticleMails {

    private final Sequences sequences;
    private final MailValues values;
    private final StopLinks stops;
    private final MailPolicies policies;
    private final PracticeSettings practice;

    ArticleMails(
            Sequences sequences, MailValues values, StopLinks stops, MailPolicies policies, PracticeSettings practice) {
        this.sequences = sequences;
        this.values = values;
        this.stops = stops;
        this.policies = policies;
        this.practice = practice;
    }

    PlannedMail of(FanOut fanOut, Subscriber reader, Instant now) {
        ArticlePublished article = fanOut.article();
        SequenceVersion version =
                sequences.version(FanOuts.SEQUENCE, fanOut.sequenceVersion()).orElseThrow();
        Step step = version.definition().steps().getFirst();
        DueTimes.From from = new DueTimes.From(fanOut.at(), "publication", null, Lateness.NONE);
        Due due = DueTimes.of(
                        step,
                        from,
                        practice.zone(),
                        policies.current().openings(version.definition().window()))
                .orElseThrow();
        return new PlannedMail(
                Deliveries.id("articles", article.articleId().value(), "", reader.email(), article.revision()),
                new ClientId(reader.id().value()),
                Purpose.ARTICLES.code(),
                DeliveryClass.AT_MOST_ONCE,
                Lane.BULK,
                reader.email(),
                null,
                due.at().isAfter(now) ? due.at() : now,
                new MailTemplate(step.template().subject(), step.template().markdown(), MailTexts.footer("article")),
                valuesOf(article),
                null,
                stops.of(Purpose.ARTICLES, reader.email()),
                null,
                fanOut.id(),
                due.rule(),
                new Cause(fanOut.id() + ":" + reader.id().value(), fanOut.correlationId(), fanOut.id()));
    }

    private Map<String, String> valuesOf(ArticlePublished article) {
        Map<String, String> filled = values.practice();
        filled.put("article.title", article.title());
        filled.put("article.summary", article.summary());
        filled.put("article.url", article.url());
        filled.put("article.author", article.author());
        filled.put("article.minutes", Integer.toString(article.readingMinutes()));
        filled.put("step.number", "one");
        filled.put("step.count", "one");
        return filled;
    }
}
