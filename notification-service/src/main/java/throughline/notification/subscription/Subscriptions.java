package throughline.notification.subscription;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.contract.ClientId;
import throughline.contract.SubscriberId;
import throughline.contract.notification.Proof;
import throughline.contract.notification.SubscriptionConfirmed;
import throughline.contract.notification.SubscriptionRequested;
import throughline.contract.notification.SubscriptionWithdrawn;
import throughline.event.Cause;
import throughline.notification.contact.MailValues;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.guard.MailBombGuard;
import throughline.notification.sequence.MailTexts;
import throughline.notification.subscription.SubscriptionState.Status;
import throughline.notification.suppression.AddressHash;
import throughline.notification.suppression.ErasedAddresses;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;
import throughline.service.PracticeSettings;
import throughline.web.link.SignedLinks;

/**
 * Who gets which mails without being a client. Nothing is sent before the person has pressed the button behind the link in
 * one mail; that mail carries nothing anybody typed.
 */
@Component
public class Subscriptions {

    static final String CONFIRM = "confirm-subscription";
    static final String TEXT_VERSION = "articles-1";

    private static final Duration LINK_LASTS = Duration.ofDays(7);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(10);
    private static final int MOST_QUESTIONS = 10;
    private static final int PAGE = 500;

    private final Aggregates<SubscriptionState> subscriptions;
    private final AddressHash addresses;
    private final Suppressions suppressions;
    private final Deliveries deliveries;
    private final MailValues values;
    private final MailBombGuard guard;
    private final ErasedAddresses erased;
    private final ConsentTexts texts;
    private final SignedLinks links;
    private final PracticeSettings practice;
    private final Clock clock;

    Subscriptions(
            AggregateFactory aggregates,
            AddressHash addresses,
            Suppressions suppressions,
            Deliveries deliveries,
            MailValues values,
            MailBombGuard guard,
            ErasedAddresses erased,
            ConsentTexts texts,
            SignedLinks links,
            PracticeSettings practice,
            Clock clock) {
        this.subscriptions = aggregates.of("notification.subscriptions", SubscriptionState.class);
        this.addresses = addresses;
        this.suppressions = suppressions;
        this.deliveries = deliveries;
        this.values = values;
        this.guard = guard;
        this.erased = erased;
        this.texts = texts;
        this.links = links;
        this.practice = practice;
        this.clock = clock;
        subscriptions
                .collection()
                .createIndex(
                        Indexes.ascending("state.purpose", "_id"),
                        new IndexOptions()
                                .name("confirmed")
                                .partialFilterExpression(Filters.eq("state.state", Status.CONFIRMED.name())));
        subscriptions.collection().createIndex(Indexes.ascending("state.address"));
        subscriptions.collection().createIndex(Indexes.descending("state.proof.at", "_id"));
    }

    /** Whether what a mail is for is a subscriber and not a client. */
    public static boolean isSubscriber(ClientId id) {
        return id.value().startsWith("s-");
    }

    /** A subscriber as a mail's recipient; {@code name} may be empty. */
    public record Known(String id, String email, String name, String address, boolean confirmed) {}

    /** Those of them that are known and not erased. */
    public List<Known> find(Collection<String> ids) {
        return subscriptions.find(Filters.in("_id", ids), Sorts.ascending("_id"), 0, 0).stream()
                .filter(one -> !one.state().email().isEmpty())
                .map(one -> new Known(
                        one.id(),
                        one.state().email(),
                        Objects.requireNonNullElse(one.state().name(), ""),
                        one.state().address(),
                        one.state().state() == Status.CONFIRMED))
                .toList();
    }

    /** As whom a ledger knows somebody at this address who reads articles. */
    public static ClientId readerOf(String address) {
        return new ClientId(id(address, Purpose.ARTICLES).value());
    }

    static SubscriberId id(String address, Purpose purpose) {
        return new SubscriberId("s-" + purpose.code() + "-" + address);
    }

    /**
     * Asks the address whether it wants mails of the purpose, if it does not get them already and was not asked a moment ago.
     * The caller learns nothing about the address.
     */
    void request(String email, Purpose purpose) {
        String address = addresses.of(email);
        SubscriberId id = id(address, purpose);
        Instant now = clock.instant();
        if (suppressions.reason(address, Purpose.ALL).isPresent()) {
            return;
        }
        Proof proof = new Proof(now, TEXT_VERSION, "form");
        Written<SubscriptionState, String> written = subscriptions.change(id.value(), Cause.command(), before -> {
            if (before.filter(s -> s.state() == Status.CONFIRMED || askedEnough(s, now))
                    .isPresent()) {
                return Decision.unchanged();
            }
            SubscriptionState asked = before.map(s -> s.requested(email, now, proof))
                    .orElseGet(() ->
                            new SubscriptionState(address, email, purpose, Status.REQUESTED, 1, now, proof, null));
            return Decision.changed(asked, new SubscriptionRequested(id, purpose.code(), proof));
        });
        // also when nothing changed: the same question has the same id, and one that a crash kept from being planned is
        // made up for
        if (written instanceof Written.Done<SubscriptionState, String>(var state, var repeated, var result)
                && state.state() == Status.REQUESTED
                && state.asked() > 0) {
            PlannedMail question = question(id, state, now);
            if (guard.admits(email, id.value() + ":" + state.asked())) {
                deliveries.plan(List.of(question));
            } else {
                deliveries.leaveOut(List.of(new Deliveries.LeftOut(question, MailBombGuard.TOO_MANY)));
            }
        }
    }

    /** Guards a stranger's mailbox: one question in ten minutes, ten in all until one is answered. */
    private static boolean askedEnough(SubscriptionState subscription, Instant now) {
        Instant last = subscription.askedAt();
        boolean justNow = last != null && now.isBefore(last.plus(BETWEEN_QUESTIONS)) && !now.isBefore(last);
        return subscription.state() == Status.REQUESTED && (justNow || subscription.asked() >= MOST_QUESTIONS);
    }

    private PlannedMail question(SubscriberId id, SubscriptionState subscription, Instant now) {
        String token = links.sign(CONFIRM, id.value(), now.plus(LINK_LASTS));
        var filled = values.practice();
        filled.put("confirm.link", practice.link("/subscriptions/" + token));
        return new PlannedMail(
                Deliveries.id("opt-in", id.value(), "", subscription.email(), subscription.asked()),
                new ClientId(id.value()),
                "opt-in",
                DeliveryClass.MUST_ARRIVE,
                Lane.TRANSACTIONAL,
                subscription.email(),
                null,
                now,
                MailTexts.named("opt-in"),
                filled,
                null,
                null,
                null,
                id.value(),
                "at once, because the address was entered on the subscription form",
                Cause.command(id.value() + ":" + subscription.asked()));
    }

    /** What the page behind the link shows; empty for a link that is not one of ours or has ended. */
    Optional<Stored<SubscriptionState>> byLink(String token) {
        return links.verify(CONFIRM, token).flatMap(verified -> subscriptions.find(verified.subject()));
    }

    /** The button behind the link. Pressing it twice is the same as once. */
    boolean confirm(String token) {
        Optional<Stored<SubscriptionState>> found = byLink(token);
        found.ifPresent(s -> confirm(s.id(), "double-opt-in"));
        return found.isPresent();
    }

    /** Consent given on the preference page, whose link was mailed to the address. */
    void confirmByPreferences(String address, String email, Purpose purpose) {
        SubscriberId id = id(address, purpose);
        if (subscriptions.find(id.value()).isEmpty()) {
            Proof proof = new Proof(clock.instant(), TEXT_VERSION, "preferences");
            subscriptions.<String>change(
                    id.value(),
                    Cause.command(),
                    before -> before.isPresent()
                            ? Decision.unchanged()
                            : Decision.changed(
                                    new SubscriptionState(
                                            address, email, purpose, Status.REQUESTED, 0, null, proof, null),
                                    new SubscriptionRequested(id, purpose.code(), proof)));
        }
        confirm(id.value(), "preferences");
    }

    private void confirm(String id, String how) {
        Proof proof = new Proof(clock.instant(), TEXT_VERSION, how);
        Written<SubscriptionState, String> written = subscriptions.change(id, Cause.command(), before -> {
            SubscriptionState state = before.orElseThrow();
            return state.state() == Status.CONFIRMED
                    ? Decision.unchanged()
                    : Decision.changed(
                            state.now(Status.CONFIRMED, proof),
                            new SubscriptionConfirmed(
                                    new SubscriberId(id), state.purpose().code(), proof));
        });
        if (written instanceof Written.Done<SubscriptionState, String>(var state, var repeated, var result)) {
            suppressions.lift(state.address(), state.purpose(), Cause.command());
            guard.actedAt(state.address());
        }
    }

    /**
     * Takes over a consent given elsewhere, unless the person has said otherwise since.
     *
     * @return {@code imported}, {@code already}, or why not: {@code erased}, {@code unsubscribed}, {@code suppressed} …
     */
    String importConsent(String email, String name, Instant at, String text) {
        String address = addresses.of(email);
        Purpose purpose = Purpose.ARTICLES;
        if (erased.contains(address)) {
            return "erased";
        }
        Optional<String> suppressed = suppressions.reason(address, purpose);
        if (suppressed.isPresent()) {
            return suppressed.get();
        }
        SubscriberId id = id(address, purpose);
        Proof proof = new Proof(at, texts.keep(text), "import");
        Written<SubscriptionState, String> written = subscriptions.change(id.value(), Cause.command(), before -> {
            Status known = before.map(SubscriptionState::state).orElse(Status.REQUESTED);
            return switch (known) {
                case WITHDRAWN -> Decision.refused("unsubscribed");
                case CONFIRMED -> Decision.unchanged();
                case REQUESTED ->
                    Decision.changed(
                            before.orElseGet(() -> new SubscriptionState(
                                            address, email, purpose, Status.REQUESTED, 0, null, proof, null))
                                    .imported(name.isEmpty() ? null : name, proof),
                            new SubscriptionConfirmed(id, purpose.code(), proof));
            };
        });
        return switch (written) {
            case Written.Refused<SubscriptionState, String>(String reason) -> reason;
            case Written.Done<SubscriptionState, String> done -> done.repeated() ? "already" : "imported";
        };
    }

    /** What a proof's version stands for, word for word where it came from elsewhere. */
    String consentText(String version) {
        return texts.find(version).orElse(version);
    }

    /** Those who have asked and were not erased, the newest first; {@code sought} is a part of the address, or empty for all. */
    List<SubscriptionState> page(String sought, int page, int size) {
        Bson known = sought.isEmpty()
                ? Filters.ne("state.email", "")
                : Filters.regex("state.email", Pattern.compile(Pattern.quote(sought), Pattern.CASE_INSENSITIVE));
        return subscriptions.find(known, Sorts.descending("state.proof.at", "_id"), (page - 1) * size, size).stream()
                .map(Stored::state)
                .toList();
    }

    /** Everyone who has ever asked and was not erased. */
    void forEach(Consumer<SubscriptionState> each) {
        String after = "";
        List<Stored<SubscriptionState>> page;
        do {
            page = subscriptions.find(Filters.gt("_id", after), Sorts.ascending("_id"), 0, PAGE);
            for (Stored<SubscriptionState> one : page) {
                after = one.id();
                if (!one.state().email().isEmpty()) {
                    each.accept(one.state());
                }
            }
        } while (page.size() == PAGE);
    }

    /** Forgets an erased person: the consent ends, the address goes, and no list brings it back. */
    public void forget(String address) {
        erased.add(address);
        withdraw(address, Purpose.ARTICLES, "erased");
        SubscriberId id = id(address, Purpose.ARTICLES);
        if (subscriptions.find(id.value()).isPresent()) {
            Proof proof = new Proof(clock.instant(), TEXT_VERSION, "erased");
            subscriptions.<String>change(
                    id.value(),
                    Cause.command(),
                    before -> Decision.changed(before.orElseThrow().erased(proof)));
            deliveries.forget(new ClientId(id.value()));
        }
    }

    /** Ends the consent, if there is one. */
    void withdraw(String address, Purpose purpose, String how) {
        SubscriberId id = id(address, purpose);
        if (subscriptions.find(id.value()).isEmpty()) {
            return;
        }
        Proof proof = new Proof(clock.instant(), TEXT_VERSION, how);
        subscriptions.<String>change(id.value(), Cause.command(), before -> {
            SubscriptionState state = before.orElseThrow();
            return state.state() == Status.WITHDRAWN
                    ? Decision.unchanged()
                    : Decision.changed(
                            state.now(Status.WITHDRAWN, proof), new SubscriptionWithdrawn(id, purpose.code(), proof));
        });
        deliveries.skip(new ClientId(id.value()), "unsubscribed");
    }

    /** A subscription as the person it belongs to may see it. */
    public record Kept(String purpose, String email, String state, Proof proof) {}

    /** Every subscription of an address, also those that are over. */
    public List<Kept> of(String address) {
        List<Kept> found = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            of(address, purpose)
                    .ifPresent(s -> found.add(
                            new Kept(purpose.code(), s.email(), s.state().name(), s.proof())));
        }
        return found;
    }

    /** Those of them that are confirmed. */
    public Set<String> confirmedOf(Collection<String> subscriberIds) {
        return subscriptions
                .find(
                        Filters.and(
                                Filters.in("_id", subscriberIds), Filters.eq("state.state", Status.CONFIRMED.name())),
                        Sorts.ascending("_id"),
                        0,
                        0)
                .stream()
                .map(Stored::id)
                .collect(Collectors.toSet());
    }

    Optional<SubscriptionState> of(String address, Purpose purpose) {
        return subscriptions.find(id(address, purpose).value()).map(Stored::state);
    }

    /** A subscriber who may be written to. */
    public record Subscriber(SubscriberId id, String email) {}

    /** How many confirmed subscribers come after the given one. */
    public long countConfirmedAfter(Purpose purpose, String after) {
        return subscriptions
                .collection()
                .countDocuments(Filters.and(
                        Filters.eq("state.state", Status.CONFIRMED.name()),
                        Filters.eq("state.purpose", purpose.name()),
                        Filters.gt("_id", after)));
    }

    /** Confirmed subscribers in the order of their ids, after the given one. */
    public List<Subscriber> confirmedAfter(Purpose purpose, String after, int limit) {
        Bson confirmed = Filters.and(
                Filters.eq("state.state", Status.CONFIRMED.name()),
                Filters.eq("state.purpose", purpose.name()),
                Filters.gt("_id", after));
        List<Subscriber> found = new ArrayList<>();
        for (Stored<SubscriptionState> one : subscriptions.find(confirmed, Sorts.ascending("_id"), 0, limit)) {
            found.add(new Subscriber(new SubscriberId(one.id()), one.state().email()));
        }
        return found;
    }
}
