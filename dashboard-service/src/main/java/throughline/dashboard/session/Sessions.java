package throughline.dashboard.session;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.dashboard.account.Accounts;
import throughline.outbox.Durable;
import throughline.web.security.Staff;
import throughline.web.security.StaffSessions;

/**
 * Who is signed in:
 *
 * <pre>
 * dashboard.sessions { _id: SHA-256 of the token, account, since, idleUntil, until, remembered }
 * </pre>
 *
 * The token itself, 256 random bits, is only in the person's cookie. A session ends when it was not used for a while, when it is
 * old, or when it is closed; mongod removes what is over. Deleting the row is signing out: nothing is cached here, and the other
 * processes ask again within ten seconds.
 */
@Component
public class Sessions implements StaffSessions, InitializingBean {

    /** The row is written at most this often, not with each request. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_LENGTH = 43;

    private final MongoCollection<Document> sessions;
    private final Accounts accounts;
    private final MachineTime machine;
    private final SessionSettings settings;
    private final SecureRandom random = new SecureRandom();

    Sessions(MongoDatabaseFactory database, Accounts accounts, MachineTime machine, SessionSettings settings) {
        this.sessions = Durable.collection(database.getMongoDatabase(), "dashboard.sessions");
        this.accounts = accounts;
        this.machine = machine;
        this.settings = settings;
    }

    @Override
    public void afterPropertiesSet() {
        sessions.createIndex(Indexes.ascending("until"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        sessions.createIndex(Indexes.ascending("account"));
    }

    /** A new session; {@code lasts} is how long the browser may keep the token at most. */
    public record Opened(String token, Duration lasts, boolean remembered) {}

    public Opened open(String account, boolean remember) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = machine.now();
        Duration lasts = remember ? settings.remembered() : settings.atMost();
        Duration idle = remember ? settings.remembered() : settings.idle();
        sessions.insertOne(new Document("_id", hash(token))
                .append("account", account)
                .append("since", Date.from(now))
                .append("idleUntil", Date.from(now.plus(idle)))
                .append("until", Date.from(now.plus(lasts)))
                .append("remembered", remember));
        return new Opened(token, lasts, remember);
    }

    @Override
    public Optional<Staff> introspect(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        Instant now = machine.now();
        Document session = sessions.find(Filters.and(
                        Filters.eq(hash(token)),
                        Filters.gt("idleUntil", Date.from(now)),
                        Filters.gt("until", Date.from(now))))
                .first();
        if (session == null) {
            return Optional.empty();
        }
        Optional<Staff> staff = accounts.find(session.getString("account"));
        staff.ifPresent(someone -> used(session, now));
        return staff;
    }

    private void used(Document session, Instant now) {
        Duration idle = session.getBoolean("remembered", false) ? settings.remembered() : settings.idle();
        Instant idleUntil = now.plus(idle);
        if (session.getDate("idleUntil").toInstant().isBefore(idleUntil.minus(STEP))) {
            sessions.updateOne(Filters.eq(session.getString("_id")), Updates.max("idleUntil", Date.from(idleUntil)));
        }
    }

    public void close(String token) {
        sessions.deleteOne(Filters.eq(hash(token)));
    }

    /** Signs out on every device; answers how many there were. */
    public long closeAll(String account) {
        return sessions.deleteMany(Filters.eq("account", account)).getDeletedCount();
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
