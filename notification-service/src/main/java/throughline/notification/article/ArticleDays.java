package throughline.notification.article;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import throughline.contract.DeliveryId;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.policy.AddressDays;
import throughline.notification.policy.AddressDays.Share;
import throughline.notification.policy.MailPolicies;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.DueTimes;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.notification.suppression.AddressHash;
import throughline.service.PracticeSettings;

/**
 * Article mails count toward what an address may get on one day, together with its follow-ups. Where a day is full they come on
 * the next that is not; planning the same mails again finds the same days.
 */
@Component
class ArticleDays {

    /** After so many full days a mail goes all the same: an article is news. */
    private static final int MOST_DAYS = 14;

    private final AddressDays days;
    private final AddressHash addresses;
    private final MailPolicies policies;
    private final Sequences sequences;
    private final ZoneId zone;

    ArticleDays(
            AddressDays days,
            AddressHash addresses,
            MailPolicies policies,
            Sequences sequences,
            PracticeSettings practice) {
        this.days = days;
        this.addresses = addresses;
        this.policies = policies;
        this.sequences = sequences;
        this.zone = practice.zone();
    }

    /** The mails, each on the first day with room for it. */
    List<PlannedMail> within(FanOut fanOut, List<PlannedMail> mails) {
        MailPolicy policy = policies.current();
        if (policy.perAddressPerDay() == null) {
            return mails;
        }
        SequenceVersion version =
                sequences.version(FanOuts.SEQUENCE, fanOut.sequenceVersion()).orElseThrow();
        List<PlannedMail> settled = new ArrayList<>();
        List<PlannedMail> open = mails;
        for (int ahead = 0; ahead < MOST_DAYS && !open.isEmpty(); ahead++) {
            Set<DeliveryId> refused =
                    days.refused(open.stream().map(this::share).toList(), policy);
            open.stream().filter(mail -> !refused.contains(mail.id())).forEach(settled::add);
            open = open.stream()
                    .filter(mail -> refused.contains(mail.id()))
                    .map(mail -> onNextDay(mail, version, policy))
                    .toList();
        }
        settled.addAll(open);
        return settled;
    }

    private Share share(PlannedMail mail) {
        return new Share(addresses.of(mail.to()), mail.dueAt().atZone(zone).toLocalDate(), mail.id());
    }

    /** At the same wall time, or when the window is open next. */
    private PlannedMail onNextDay(PlannedMail mail, SequenceVersion version, MailPolicy policy) {
        Instant wanted = mail.dueAt().atZone(zone).plusDays(1).toInstant();
        Step step = version.definition().steps().getFirst();
        Instant open = DueTimes.late(
                        step,
                        wanted,
                        false,
                        zone,
                        policy.openings(version.definition().window()))
                .orElse(wanted);
        return mail.after(Duration.between(mail.dueAt(), open));
    }
}
