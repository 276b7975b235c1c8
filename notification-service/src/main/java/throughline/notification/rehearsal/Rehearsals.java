package throughline.notification.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.notification.contact.KnownClient;
import throughline.notification.enrollment.Happenings;
import throughline.notification.enrollment.Happenings.Happening;
import throughline.notification.enrollment.Kinds;
import throughline.notification.enrollment.Recipients;
import throughline.notification.policy.MailPolicies;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.suppression.Suppressions;
import throughline.service.PracticeSettings;

/** Plays a version or a draft over the last days. Consent is asked as it is today; whoever has withdrawn it would get nothing. */
@Component
public class Rehearsals {

    private static final int MOST_HAPPENINGS = 20_000;
    private static final int MOST_RUNS = 500;

    private final Happenings happenings;
    private final Recipients recipients;
    private final Suppressions suppressions;
    private final MailPolicies policies;
    private final PracticeSettings practice;
    private final Clock clock;

    Rehearsals(
            Happenings happenings,
            Recipients recipients,
            Suppressions suppressions,
            MailPolicies policies,
            PracticeSettings practice,
            Clock clock) {
        this.happenings = happenings;
        this.recipients = recipients;
        this.suppressions = suppressions;
        this.policies = policies;
        this.practice = practice;
        this.clock = clock;
    }

    Rehearsal over(SequenceVersion version, boolean draft, Duration past) {
        Instant to = clock.instant();
        Instant from = to.minus(past);
        List<Happening> all = happenings.since(from, MOST_HAPPENINGS);
        Map<ClientId, List<Happening>> byPerson = all.stream().collect(Collectors.groupingBy(Happening::clientId));
        List<Happening> starts = all.stream()
                .filter(h -> Happenings.starts(h, version.definition().trigger()))
                .toList();
        Map<ClientId, KnownClient> people =
                recipients.find(starts.stream().map(Happening::clientId).collect(Collectors.toSet()));
        List<Rehearsal.Run> runs = new ArrayList<>();
        for (Happening begin : starts) {
            @Nullable KnownClient person = people.get(begin.clientId());
            if (person != null) {
                List<Happening> later =
                        Objects.requireNonNullElse(byPerson.get(begin.clientId()), List.<Happening>of()).stream()
                                .filter(h -> h.id().compareTo(begin.id()) > 0 && !h.at().isBefore(begin.at()))
                                .toList();
                boolean theirs = version.definition().zone() == ZoneOf.CLIENT;
                Stage stage = new Stage(version, policies.current(), theirs ? person.zone() : practice.zone(), to);
                runs.add(stage.play(begin, later, refusal(version, person)));
            }
        }
        return report(version, draft, from, to, runs, all.size() < MOST_HAPPENINGS);
    }

    private @Nullable String refusal(SequenceVersion version, KnownClient person) {
        return person.followUp()
                ? suppressions.reason(person.address(), Kinds.consent(version)).orElse(null)
                : "no_consent";
    }

    private static Rehearsal report(
            SequenceVersion version,
            boolean draft,
            Instant from,
            Instant to,
            List<Rehearsal.Run> runs,
            boolean complete) {
        Map<String, Integer> ended = new TreeMap<>();
        Set<String> people = new HashSet<>();
        Map<Boolean, Integer> mails = new HashMap<>();
        for (Rehearsal.Run run : runs) {
            people.add(run.clientId());
            run.mails().forEach(mail -> mails.merge(mail.leftOut() == null, 1, Integer::sum));
            if (run.endedBecause() != null) {
                ended.merge(run.endedBecause(), 1, Integer::sum);
            }
        }
        return new Rehearsal(
                version.sequence(),
                draft ? null : version.version(),
                from,
                to,
                people.size(),
                mails.getOrDefault(true, 0),
                mails.getOrDefault(false, 0),
                ended,
                runs.subList(Math.max(0, runs.size() - MOST_RUNS), runs.size()),
                complete && runs.size() <= MOST_RUNS);
    }
}
