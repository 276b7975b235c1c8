package throughline.dashboard.account;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.contract.Event;
import throughline.contract.dashboard.DashboardEvent;
import throughline.contract.dashboard.StaffSignedIn;
import throughline.event.Cause;
import throughline.service.PracticeSettings;
import throughline.web.security.Staff;

/**
 * The accounts, {@code dashboard.accounts}, one document each. What a person did is published from their document's outbox, so it
 * stays in order.
 */
@Component
public class Accounts implements InitializingBean {

    /** The account of the person the practice belongs to. */
    public static final String OWNER = "owner";

    private final Aggregates<Account> accounts;
    private final PracticeSettings practice;
    private final Clock clock;

    Accounts(AggregateFactory aggregates, PracticeSettings practice, Clock clock) {
        this.accounts = aggregates.of("dashboard.accounts", Account.class);
        this.practice = practice;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        accounts.collection()
                .createIndex(
                        Indexes.ascending("state.email"),
                        new IndexOptions().unique(true).partialFilterExpression(Filters.exists("state.email")));
    }

    /** Whether the owner has chosen a password; the one-time link works only before that. */
    public boolean ownerHasPassword() {
        return accounts.find(OWNER)
                .map(Stored::state)
                .filter(Account::hasPassword)
                .isPresent();
    }

    public Optional<Staff> find(String id) {
        return accounts.find(id).map(Accounts::staff);
    }

    Optional<Account> account(String id) {
        return accounts.find(id).map(Stored::state);
    }

    Optional<Stored<Account>> byEmail(String email) {
        return accounts.find(Filters.eq("state.email", normal(email)), Sorts.ascending("_id"), 0, 1).stream()
                .findFirst();
    }

    /** The owner's first sign-in: sets e-mail and password once. Empty if somebody was faster. */
    Optional<Staff> claimOwner(String email, String hash) {
        Written<Account, Boolean> written = accounts.change(
                OWNER,
                Cause.command(),
                state -> state.filter(Account::hasPassword).isPresent()
                        ? Decision.refused(true)
                        : Decision.changed(
                                state.orElseGet(() -> withoutPassword(practice.practitioner(), Staff.Role.OWNER))
                                        .with(normal(email), hash),
                                new StaffSignedIn(OWNER, "first-link")));
        return switch (written) {
            case Written.Done<Account, Boolean>(Account state, boolean repeated, String result) ->
                Optional.of(new Staff(OWNER, state.name(), state.role()));
            case Written.Refused<Account, Boolean> refused -> Optional.empty();
        };
    }

    void changePassword(String id, String hash, DashboardEvent fact) {
        accounts.<Void>change(
                id,
                Cause.command(),
                state -> Decision.changed(
                        new Account(
                                state.orElseThrow().email(),
                                state.orElseThrow().name(),
                                state.orElseThrow().role(),
                                hash,
                                state.orElseThrow().since()),
                        fact));
    }

    /** Publishes what someone did; for a program with a token, a document without a way to sign in is made. */
    public void record(Staff actor, DashboardEvent fact) {
        List<Event> facts = List.of(fact);
        accounts.<Void>change(
                actor.id(),
                Cause.command(),
                state -> Decision.changed(state.orElseGet(() -> withoutPassword(actor.name(), actor.role())), facts));
    }

    private Account withoutPassword(String name, Staff.Role role) {
        return new Account(null, name, role, null, clock.instant());
    }

    private static Staff staff(Stored<Account> stored) {
        return new Staff(stored.id(), stored.state().name(), stored.state().role());
    }

    private static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
