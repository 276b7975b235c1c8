package throughline.notification.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;
import throughline.notification.message.Composer;

/** The front door of the ledger: plan mails, take them back while nobody has them in hand, ask what became of them, decide about those in doubt. */
public final class Deliveries {
    /** The reason of a row that waits for the practitioner. */
    public static final String AWAITING_APPROVAL = "awaiting_approval";

    private static final int TRIES = 5;

    private final Ledger ledger;
    private final TemplateShelf templates;
    private final Composer composer;
    private final Wake wake;
    private final Clock clock;

    Deliveries(Ledger ledger, TemplateShelf templates, Composer composer, Wake wake, Clock clock) {
        this.ledger = ledger;
        this.templates = templates;
        this.composer = composer;
        this.wake = wake;
        this.clock = clock;
    }

    /**
     * The id of a mail, the same for the same mail.
     *
     * @param subject what it is about: a call, an enrollment, an article, a subscriber
     * @param step of the sequence, or empty
     * @param revision of what it is about: a call that was moved gets a new mail
     */
    public static DeliveryId id(String purpose, String subject, String step, String recipient, int revision) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new String[] {purpose, subject, step, recipient.toLowerCase(Locale.ROOT), "" + revision}) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return new DeliveryId(HexFormat.of().formatHex(digest.digest(), 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Plans mails; one that is planned already stays as it is. When this returns they are stored and will have a fate; those
     * that are due are being sent. After an exception: call again with the same mails, nothing is planned twice.
     */
    public void plan(List<PlannedMail> mails) {
        if (mails.isEmpty()) {
            return;
        }
        templates.keep(mails.stream().map(PlannedMail::template).distinct().toList());
        var now = clock.instant();
        ledger.insert(mails.stream().map(mail -> row(mail, now)).toList());
        mails.stream().map(PlannedMail::lane).distinct().forEach(wake::ring);
    }

    /** A mail that is not sent, for this reason; it gets its row all the same. */
    public record LeftOut(PlannedMail mail, String reason) {}

    /** Writes down mails that are not sent, so that each planned mail has one fate that can be shown. Repeatable like {@link #plan}. */
    public void leaveOut(List<LeftOut> mails) {
        if (mails.isEmpty()) {
            return;
        }
        templates.keep(mails.stream().map(m -> m.mail().template()).distinct().toList());
        var now = clock.instant();
        ledger.insert(mails.stream()
                .map(m -> row(m.mail(), now)
                        .with(Progress.planned(m.mail().dueAt(), now)
                                .to(DeliveryState.SKIPPED, null, now)
                                .because(m.reason())))
                .toList());
    }

    /** Plans mails that wait until {@link #release} lets them go, or a reason takes them back. Repeatable like {@link #plan}. */
    public void hold(List<PlannedMail> mails) {
        if (mails.isEmpty()) {
            return;
        }
        templates.keep(mails.stream().map(PlannedMail::template).distinct().toList());
        var now = clock.instant();
        ledger.insert(mails.stream()
                .map(mail -> row(mail, now)
                        .with(Progress.planned(mail.dueAt(), now)
                                .to(DeliveryState.PLANNED, null, now)
                                .because(AWAITING_APPROVAL)))
                .toList());
    }

    /**
     * Lets a mail go that was held.
     *
     * @param at not before this practice time
     * @return false if it is not held, or not any more
     */
    public boolean release(DeliveryId id, Instant at) {
        var released = change(
                id.value(),
                row -> isHeld(row)
                        ? Optional.of(Fate.Step.silent(
                                row.progress().because(null).to(DeliveryState.PLANNED, at, clock.instant())))
                        : Optional.empty());
        released.ifPresent(row -> wake.ring(row.plan().lane()));
        return released.isPresent();
    }

    /** Takes back a mail that is held; false if it is not. */
    public boolean refuse(DeliveryId id, String reason) {
        return change(
                        id.value(),
                        row -> isHeld(row) ? Optional.of(Fate.skipped(row, reason, clock.instant())) : Optional.empty())
                .isPresent();
    }

    /** Mails that wait for approval, the longest waiting first. */
    public List<DeliveryView> held(int most) {
        return ledger.held(AWAITING_APPROVAL, most).stream()
                .map(DeliveryView::of)
                .toList();
    }

    /** What planned a mail; empty where no sequence did. */
    public Optional<PlannedMail.Origin> origin(DeliveryId id) {
        return ledger.find(id.value()).map(row -> row.plan().origin());
    }

    /** Everything a run has planned, whatever became of it. */
    public List<DeliveryView> of(EnrollmentId enrollment) {
        return ledger.ofEnrollments(List.of(enrollment.value())).stream()
                .map(DeliveryView::of)
                .toList();
    }

    /** The steps of these runs whose mails were not taken back: they were sent, or are on their way, or nobody knows. */
    public Set<String> stepsSent(Collection<EnrollmentId> runs) {
        return ledger.ofEnrollments(runs.stream().map(EnrollmentId::value).toList()).stream()
                .filter(row -> row.state() != DeliveryState.SKIPPED)
                .flatMap(row -> Stream.ofNullable(row.plan().step()))
                .collect(Collectors.toSet());
    }

    private static boolean isHeld(Delivery row) {
        return row.state() == DeliveryState.PLANNED
                && AWAITING_APPROVAL.equals(row.progress().reason());
    }

    private Delivery row(PlannedMail mail, Instant now) {
        var id = mail.id().value();
        var date = mail.dueAt().isAfter(now) ? mail.dueAt() : now;
        var plan = new Plan(
                mail.clientId(),
                mail.purpose(),
                mail.deliveryClass(),
                mail.lane(),
                mail.to(),
                mail.toName(),
                mail.dueAt(),
                date,
                mail.template().id(),
                composer.subject(mail.template(), mail.values()),
                mail.values(),
                mail.calendar(),
                mail.unsubscribe(),
                mail.origin(),
                "<" + id.replaceAll("[^A-Za-z0-9._-]", "_") + "@" + composer.domain() + ">",
                mail.because(),
                mail.why(),
                mail.cause().correlationId(),
                mail.cause().causationId());
        return new Delivery(id, 1, 0, plan, Progress.planned(mail.dueAt(), now));
    }

    /**
     * Takes back what an enrollment has planned and nobody has begun to send. What is in a sender's hands at this moment is
     * stopped by {@link SendCheck}.
     *
     * @return how many
     */
    public int skip(EnrollmentId enrollment, String reason) {
        return skipAll(ledger.waitingOfEnrollment(enrollment.value()), reason);
    }

    /** Takes back everything planned for a client. */
    public int skip(ClientId client, String reason) {
        return skipAll(ledger.waitingOfClient(client.value()), reason);
    }

    /** Takes back one mail; false if it is not waiting any more. */
    public boolean skip(DeliveryId id, String reason) {
        return change(id.value(), row -> waiting(row, reason)).isPresent();
    }

    /** A client's mails belong to the one their record was joined into. */
    public void handOver(ClientId from, ClientId to) {
        ledger.handOver(from.value(), to.value());
    }

    /**
     * Forgets what the practice's copies say about a client.
     *
     * @param ids of copies that are known to be about the client
     * @param email the client's, as the copies name it
     */
    public void forgetCopies(Collection<DeliveryId> ids, @Nullable String email) {
        var copies = ledger.copies(ids.stream().map(DeliveryId::value).toList(), email);
        skipAll(copies, "erased");
        ledger.forgetRows(copies.stream().map(Delivery::id).toList());
    }

    /** Takes back everything planned for a client and forgets who it was for. What became of each mail stays. */
    public void forget(ClientId client) {
        skip(client, "erased");
        ledger.forget(client.value());
    }

    private int skipAll(List<Delivery> rows, String reason) {
        return (int) rows.stream()
                .filter(row -> change(row.id(), r -> waiting(r, reason)).isPresent())
                .count();
    }

    private Optional<Fate.Step> waiting(Delivery row, String reason) {
        return DeliveryState.WAITING.contains(row.state())
                ? Optional.of(Fate.skipped(row, reason, clock.instant()))
                : Optional.empty();
    }

    public Optional<DeliveryView> find(DeliveryId id) {
        return ledger.find(id.value()).map(DeliveryView::of);
    }

    /** Latest due first, at most {@code most} from that page on; pages begin at 1 and have {@code size} rows. */
    public List<DeliveryView> page(
            @Nullable String clientId, @Nullable DeliveryState state, int page, int most, int size) {
        return ledger.page(Optional.ofNullable(clientId), Optional.ofNullable(state), (page - 1) * size, most).stream()
                .map(DeliveryView::of)
                .toList();
    }

    /** How many mails wait for a person's decision. */
    public long inDoubt() {
        return ledger.count(DeliveryState.IN_DOUBT);
    }

    /** What a person's decision came to. */
    public sealed interface Resolved {
        record Done(DeliveryView row) implements Resolved {}

        record Unknown() implements Resolved {}

        /** The row is in a state in which there is nothing to decide. */
        record NotOpen(DeliveryState state) implements Resolved {}
    }

    /**
     * @param by the account that decides
     * @param why in its words; kept in the row, shown to staff
     */
    public Resolved resolve(DeliveryId id, Resolution as, String by, String why) {
        var found = ledger.find(id.value());
        if (found.isEmpty()) {
            return new Resolved.Unknown();
        }
        var row = change(id.value(), r -> Fate.resolve(r, as, by, why, clock.instant()));
        if (row.isEmpty()) {
            return new Resolved.NotOpen(found.get().state());
        }
        wake.ring(row.get().plan().lane());
        return new Resolved.Done(DeliveryView.of(row.get()));
    }

    /** Whom a mail was for; the address is empty once they were erased. */
    public record Addressed(DeliveryView row, String to) {}

    /** @param messageId as it stands in what came back; must be that of the mail with this id */
    public Optional<Addressed> addressed(DeliveryId id, @Nullable String messageId) {
        return ledger.find(id.value())
                .filter(row -> messageId == null || row.plan().messageId().equals(messageId))
                .map(row -> new Addressed(DeliveryView.of(row), row.plan().to()));
    }

    /** @param reason {@code undeliverable}, {@code sender} or {@code bounced} */
    public void bounced(DeliveryId id, String status, String reason) {
        change(id.value(), row -> Fate.bounced(row, status, reason, clock.instant()));
    }

    public void complained(DeliveryId id) {
        change(id.value(), row -> Fate.complained(row, clock.instant()));
    }

    /** Something shows that this mail, if it was in doubt, was taken over. */
    public boolean arrived(DeliveryId id, String evidence) {
        return change(id.value(), row -> Fate.arrived(row, evidence, clock.instant()))
                .isPresent();
    }

    /**
     * Keeps the waiting article mails of one cause where they are. What senders have claimed at this moment still goes;
     * {@link Halts} keeps back what comes later.
     */
    public void pauseArticles(String because) {
        ledger.pauseArticles(because);
    }

    /** Lets them go on; also what a sender had put back a moment after they were let go before. */
    public void resumeArticles(String because) {
        if (ledger.resumeArticles(because, clock.instant()) > 0) {
            wake.ring(Lane.BULK);
        }
    }

    /**
     * Takes back waiting article mails of one cause.
     *
     * @param most so many at once
     * @return false when there was none left
     */
    public boolean stopArticles(String because, String reason, int most) {
        var rows = ledger.waitingArticles(because, most);
        var now = clock.instant();
        ledger.write(rows.stream()
                .map(row -> new Ledger.Change(row, Fate.skipped(row, reason, now)))
                .toList());
        return !rows.isEmpty();
    }

    /** How far the article mails of one cause are. Reads each of its rows. */
    public Tally tallyArticles(String because) {
        return ledger.tally(because, clock.instant().minus(Tally.RECENT));
    }

    /** Those in doubt, newest first, at most this many. */
    public List<DeliveryView> doubts(int most) {
        return page(null, DeliveryState.IN_DOUBT, 1, most, most);
    }

    private Optional<Delivery> change(String id, Function<Delivery, Optional<Fate.Step>> decide) {
        for (int i = 0; i < TRIES; i++) {
            var row = ledger.find(id);
            var step = row.flatMap(decide);
            if (row.isEmpty() || step.isEmpty()) {
                return Optional.empty();
            }
            if (ledger.write(new Ledger.Change(row.get(), step.get()))) {
                return Optional.of(row.get().after(step.get()));
            }
        }
        return Optional.empty();
    }
}
