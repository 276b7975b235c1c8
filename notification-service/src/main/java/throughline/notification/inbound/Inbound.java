package throughline.notification.inbound;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.clock.MachineTime;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.Event;
import throughline.contract.notification.ClientReplied;
import throughline.event.Cause;
import throughline.notification.contact.Clients;
import throughline.notification.delivery.Deliveries;
import throughline.notification.enrollment.Exits;
import throughline.notification.relay.Breakers;
import throughline.notification.subscription.Stops;
import throughline.notification.suppression.AddressHash;
import throughline.notification.suppression.Purpose;

/**
 * The one door for mails that come in. First what follows from a mail is done, each of it harmless to repeat, then it is recorded
 * under the mail's own id together with its fact: the same mail again is answered from the record.
 */
@Component
class Inbound {
    private static final Logger log = LoggerFactory.getLogger(Inbound.class);

    private final Aggregates<InboundState> records;
    private final MailReader reader;
    private final Links links;
    private final Deliveries deliveries;
    private final Clients clients;
    private final AddressHash addresses;
    private final Stops stops;
    private final Exits exits;
    private final Breakers breakers;
    private final Soft soft;
    private final Clock clock;

    Inbound(
            AggregateFactory aggregates,
            Links links,
            Deliveries deliveries,
            Clients clients,
            AddressHash addresses,
            Stops stops,
            Exits exits,
            Breakers breakers,
            Soft soft,
            Clock clock,
            MachineTime machine) {
        this.records = aggregates.of("notification.inbound", InboundState.class);
        this.reader = new MailReader(machine::nanos);
        this.links = links;
        this.deliveries = deliveries;
        this.clients = clients;
        this.addresses = addresses;
        this.stops = stops;
        this.exits = exits;
        this.breakers = breakers;
        this.soft = soft;
        this.clock = clock;
        records.collection()
                .createIndex(
                        Indexes.descending("state.at"),
                        new IndexOptions()
                                .name("open-replies")
                                .partialFilterExpression(Filters.and(
                                        Filters.eq("state.kind", Kind.REPLY.name()),
                                        Filters.eq("state.settled", false))));
    }

    /** @param clientId whom it is about; a subscriber's id where only that is known */
    record Answer(
            Kind kind, @Nullable String clientId, @Nullable String deliveryId) {}

    Answer take(byte[] source) {
        ReadMail mail;
        try {
            mail = reader.read(source);
        } catch (MailReader.Unreadable e) {
            log.warn("A mail that came in could not be read and is left alone: {}", e.getMessage());
            return new Answer(Kind.UNKNOWN, null, null);
        }
        var id = idOf(mail, source);
        var known = records.find(id);
        if (known.isPresent()) {
            return answer(known.get().state());
        }
        var taken = Taken.of(mail);
        var about = links.of(mail);
        var client = about.map(found -> new ClientId(found.row().clientId())).or(() -> writer(mail));
        if (taken.kind() == Kind.REPLY && client.isEmpty()) {
            taken = new Taken(Kind.UNKNOWN, ""); // somebody we do not know writes about nothing we sent
        }
        follow(id, taken, about, client);
        return answer(record(id, taken, about, client));
    }

    private void follow(String id, Taken taken, Optional<Deliveries.Addressed> about, Optional<ClientId> client) {
        var cause = Cause.command(id);
        switch (taken.kind()) {
            case BOUNCE -> about.ifPresent(sent -> bounced(id, taken, sent));
            case COMPLAINT -> about.ifPresent(this::complained);
            case DELAY -> about.ifPresent(sent -> deliveries.arrived(idOf(sent), "a notice of delay came for it"));
            case REPLY -> {
                about.ifPresent(sent -> deliveries.arrived(idOf(sent), "its reader answered it"));
                client.ifPresent(who -> exits.replied(who, cause));
            }
            case AUTO_REPLY -> about.ifPresent(sent -> deliveries.arrived(idOf(sent), "a machine answered it"));
            case UNKNOWN -> {}
        }
    }

    private void bounced(String id, Taken taken, Deliveries.Addressed sent) {
        var reason = taken.isUndeliverable() ? "undeliverable" : taken.isAboutTheSender() ? "sender" : "bounced";
        deliveries.bounced(idOf(sent), taken.status(), reason);
        if (sent.to().isEmpty()) {
            return; // erased meanwhile
        }
        var address = addresses.of(sent.to());
        if (taken.isAboutTheSender()) {
            breakers.refusedBy(sent.to(), 550, taken.status());
        } else if (taken.isUndeliverable() || (isSoft(taken) && soft.isTooMany(address, id))) {
            stops.suppress(address, sent.to(), Purpose.ALL, "undeliverable", "bounce");
        }
    }

    /** A message that was too large or of the wrong kind says nothing about its reader. */
    private static boolean isSoft(Taken taken) {
        return taken.status().startsWith("4.")
                || taken.status().startsWith("5.2.")
                || taken.status().startsWith("5.4.");
    }

    private void complained(Deliveries.Addressed sent) {
        deliveries.complained(idOf(sent));
        if (!sent.to().isEmpty()) {
            var address = addresses.of(sent.to());
            stops.suppress(address, sent.to(), Purpose.FOLLOW_UP, "complained", "complaint");
            stops.suppress(address, sent.to(), Purpose.ARTICLES, "complained", "complaint");
        }
    }

    private InboundState record(
            String id, Taken taken, Optional<Deliveries.Addressed> about, Optional<ClientId> client) {
        var state = new InboundState(
                taken.kind(),
                client.map(ClientId::value).orElse(null),
                about.map(sent -> sent.row().id()).orElse(null),
                taken.status(),
                clock.instant(),
                false);
        List<Event> facts = taken.kind() == Kind.REPLY
                ? client.map(who -> List.<Event>of(
                                new ClientReplied(who, about.map(Inbound::idOf).orElse(null))))
                        .orElse(List.of())
                : List.of();
        records.<String>change(
                id,
                Cause.command(id),
                before -> before.isPresent() ? Decision.unchanged() : Decision.changed(state, facts));
        log.info("A mail came in and was taken for {}.", taken.kind());
        return state;
    }

    /** The client who writes from this address, if there is one. */
    private Optional<ClientId> writer(ReadMail mail) {
        var from = mail.header("from");
        var address = from.substring(from.lastIndexOf('<') + 1).replace(">", "").strip();
        return address.isEmpty()
                ? Optional.empty()
                : clients.at(addresses.of(address)).stream().findFirst().map(client -> client.id());
    }

    List<Stored<InboundState>> openReplies(int page, int size) {
        return records.find(
                Filters.and(Filters.eq("state.kind", Kind.REPLY.name()), Filters.eq("state.settled", false)),
                Sorts.descending("state.at"),
                (page - 1) * size,
                size);
    }

    /** Staff have dealt with it. Twice is the same as once. */
    boolean settle(String id) {
        if (records.find(id).isEmpty()) {
            return false;
        }
        records.<String>change(
                id,
                Cause.command(),
                before -> before.filter(state -> !state.settled())
                        .map(state -> Decision.<InboundState, String>changed(state.nowSettled()))
                        .orElseGet(Decision::unchanged));
        return true;
    }

    private static DeliveryId idOf(Deliveries.Addressed sent) {
        return new DeliveryId(sent.row().id());
    }

    private static Answer answer(InboundState state) {
        return new Answer(state.kind(), state.clientId(), state.deliveryId());
    }

    private static String idOf(ReadMail mail, byte[] source) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var own = mail.header("message-id");
            digest.update(own.isEmpty() ? source : (own + mail.header("from")).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
