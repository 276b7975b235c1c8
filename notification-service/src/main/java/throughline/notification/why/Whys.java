package throughline.notification.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryState;
import throughline.notification.delivery.DeliveryView;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Happenings;
import throughline.notification.enrollment.Happenings.Happening;
import throughline.notification.enrollment.Recipients;
import throughline.notification.sequence.Definition.Trigger;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;

/** Puts the chain together from what each part has kept. */
@Component
public class Whys {

    private static final int MOST = 200;

    private final Deliveries deliveries;
    private final Enrollments enrollments;
    private final Sequences sequences;
    private final Recipients recipients;
    private final Suppressions suppressions;
    private final Happenings happenings;
    private final WhyWords words;
    private final MessageSource texts;

    Whys(
            Deliveries deliveries,
            Enrollments enrollments,
            Sequences sequences,
            Recipients recipients,
            Suppressions suppressions,
            Happenings happenings,
            WhyWords words,
            MessageSource texts) {
        this.deliveries = deliveries;
        this.enrollments = enrollments;
        this.sequences = sequences;
        this.recipients = recipients;
        this.suppressions = suppressions;
        this.happenings = happenings;
        this.words = words;
        this.texts = texts;
    }

    /** Why a mail was planned, and what became of it. */
    Optional<Why> of(DeliveryId id, Locale locale) {
        return deliveries.find(id).map(mail -> {
            Optional<Stored<Enrollment>> run =
                    deliveries.origin(id).map(PlannedMail.Origin::enrollmentId).flatMap(enrollments::find);
            ClientId person = new ClientId(mail.clientId());
            return new Why(
                    sentence(mail, locale),
                    run.map(r -> began(r.state())).orElseGet(() -> new Why.Began(mail.purpose(), mail.because(), null)),
                    run.map(r -> run(r, mail.step(), mail.why())).orElse(null),
                    consent(person, mail.purpose()),
                    mail);
        });
    }

    /**
     * All of it for the file a person may ask for: every mail with what led to it, then every sequence that led to no mail, with the
     * reason.
     */
    public List<Why> ofPerson(ClientId person, List<DeliveryView> mails, Locale locale) {
        List<Why> answers = new ArrayList<>();
        for (DeliveryView mail : mails) {
            of(new DeliveryId(mail.id()), locale).ifPresent(answers::add);
        }
        of(person, null, locale).stream().filter(why -> why.delivery() == null).forEach(answers::add);
        return answers;
    }

    /** For each sequence, whether this person is or was in it, and if not, why not. */
    List<Why> of(ClientId person, @Nullable String sequence, Locale locale) {
        List<Stored<Enrollment>> runs = enrollments.page(person.value(), sequence, null, 1, MOST);
        List<Happening> past = happenings.of(person, MOST);
        List<Why> answers = new ArrayList<>();
        for (Stored<Enrollment> run : runs) {
            answers.add(of(run, locale));
        }
        Map<String, List<Stored<Enrollment>>> had =
                runs.stream().collect(Collectors.groupingBy(run -> run.state().sequence()));
        sequences.current().stream()
                .filter(version -> sequence == null || version.sequence().equals(sequence))
                .filter(version -> !had.containsKey(version.sequence()))
                .forEach(version -> answers.add(notStarted(version, past, person, locale)));
        return answers;
    }

    private Why of(Stored<Enrollment> run, Locale locale) {
        Enrollment state = run.state();
        SequenceVersion version = version(state);
        List<DeliveryView> mails = deliveries.of(new EnrollmentId(run.id()));
        String how = switch (state.state()) {
            case WAITING -> text("notification.why.waits", locale, state.rule());
            case PAUSED -> text("notification.why.paused", locale);
            case AWAITING_APPROVAL -> text("notification.why.asks", locale);
            case COMPLETED -> text("notification.why.done", locale, mails.size());
            case ENDED -> text("notification.why.ended", locale, words.reason(state.endedBecause(), locale));
        };
        String consent = version.definition().trigger().event().startsWith("Subscription")
                ? Purpose.ARTICLES.code()
                : Purpose.FOLLOW_UP.code();
        return new Why(
                text("notification.why.run", locale, version.definition().name(), how),
                began(state),
                run(run, state.step(), state.rule()),
                consent(state.clientId(), consent),
                mails.isEmpty() ? null : mails.getLast());
    }

    private Why notStarted(SequenceVersion version, List<Happening> past, ClientId person, Locale locale) {
        Trigger trigger = version.definition().trigger();
        List<Happening> same =
                past.stream().filter(h -> h.name().equals(trigger.event())).toList();
        String event = words.event(trigger.event());
        String why;
        if (!version.live()) {
            why = text("notification.why.retired", locale);
        } else if (same.isEmpty()) {
            why = text("notification.why.no-event", locale, words.starts(trigger, locale));
        } else if (same.stream().noneMatch(h -> Happenings.starts(h, trigger))) {
            why = text("notification.why.condition", locale, event, words.condition(trigger, locale));
        } else {
            why = text("notification.why.before", locale, event);
        }
        return new Why(
                text(
                        "notification.why.not-started",
                        locale,
                        version.definition().name(),
                        why),
                same.isEmpty()
                        ? null
                        : new Why.Began(
                                same.getFirst().name(),
                                same.getFirst().id(),
                                same.getFirst().at()),
                null,
                consent(person, Purpose.FOLLOW_UP.code()),
                null);
    }

    private static Why.Began began(Enrollment run) {
        return new Why.Began(run.triggerEvent(), run.triggerId(), run.triggeredAt());
    }

    private Why.Run run(Stored<Enrollment> stored, @Nullable String step, String rule) {
        Enrollment run = stored.state();
        return new Why.Run(
                stored.id(),
                run.sequence(),
                version(run).definition().name(),
                run.version(),
                step,
                rule,
                run.zone().getId(),
                run.state().name(),
                run.endedBecause(),
                run.dueAt(),
                run.passed().stream()
                        .map(p -> new Why.Step(p.step(), p.at(), p.leftOut()))
                        .toList());
    }

    private SequenceVersion version(Enrollment run) {
        return sequences.version(run.sequence(), run.version()).orElseThrow();
    }

    private Why.@Nullable Consent consent(ClientId person, String purpose) {
        Optional<Purpose> needed = Purpose.of(purpose);
        Optional<KnownClient> known = recipients.find(person);
        if (known.isEmpty()) {
            return null;
        }
        if (needed.isEmpty()) {
            Optional<String> unreachable = suppressions.reason(known.get().address(), Purpose.ALL);
            return new Why.Consent("own-call", unreachable.isEmpty(), unreachable.orElse(null));
        }
        Optional<String> refused = known.get().followUp()
                ? suppressions.reason(known.get().address(), needed.get())
                : Optional.of("no_consent");
        return new Why.Consent(purpose, refused.isEmpty(), refused.orElse(null));
    }

    private String sentence(DeliveryView mail, Locale locale) {
        String state = text("notification.why.state." + mail.state().name(), locale);
        boolean hasReason = mail.reason() != null && mail.state() != DeliveryState.ACCEPTED;
        return hasReason
                ? text("notification.why.because", locale, state, words.reason(mail.reason(), locale), mail.rule())
                : text("notification.why.plain", locale, state, mail.rule());
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
