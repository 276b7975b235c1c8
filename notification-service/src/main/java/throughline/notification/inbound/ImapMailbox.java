package throughline.notification.inbound;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.HeaderTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** A mailbox over IMAP. Every timeout is set: a server that says nothing must not hold a thread for ever. */
final class ImapMailbox {
    private static final int MOST_AT_ONCE = 50;
    private static final String TIMEOUT = "30000";
    /** The library logs what it reads; kept, or the level could be forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("org.eclipse.angus.mail.imap");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final ImapSettings settings;

    ImapMailbox(ImapSettings settings) {
        this.settings = settings;
    }

    /**
     * Hands over each unseen mail's source and marks it as seen afterwards; one that is too large is only marked. One that cannot be
     * taken stays unseen and holds up no other; what it threw is thrown at the end.
     */
    int readUnseen(Consumer<byte[]> taker) throws MessagingException, IOException {
        try (var store = connect();
                var folder = store.getFolder(settings.folder())) {
            folder.open(Folder.READ_WRITE);
            var unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
            int read = 0;
            RuntimeException failed = null;
            for (var message : Arrays.asList(unseen).subList(0, Math.min(unseen.length, MOST_AT_ONCE))) {
                try {
                    if (message.getSize() <= MailReader.LARGEST) {
                        taker.accept(source(message));
                    }
                    message.setFlag(Flags.Flag.SEEN, true);
                    read++;
                } catch (RuntimeException e) {
                    if (failed == null) {
                        failed = e;
                    } else {
                        failed.addSuppressed(e);
                    }
                }
            }
            if (failed != null) {
                throw failed;
            }
            return read;
        }
    }

    /** Those of the Message-IDs of which the folder of copies has one. */
    Set<String> copiesOf(Collection<String> messageIds) throws MessagingException {
        var found = new HashSet<String>();
        try (var store = connect();
                var folder = store.getFolder(settings.copies())) {
            folder.open(Folder.READ_ONLY);
            for (var messageId : messageIds) {
                if (folder.search(new HeaderTerm("Message-ID", messageId)).length > 0) {
                    found.add(messageId);
                }
            }
        }
        return found;
    }

    private static byte[] source(Message message) throws MessagingException, IOException {
        if (message instanceof IMAPMessage imap) {
            imap.setPeek(true);
        }
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private Store connect() throws MessagingException {
        var protocol = settings.tls() ? "imaps" : "imap";
        var properties = new Properties();
        for (var timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail." + protocol + "." + timeout, TIMEOUT);
        }
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        if (settings.byToken()) {
            properties.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
        }
        var store = Session.getInstance(properties).getStore(protocol);
        store.connect(settings.host(), settings.port(), settings.username(), settings.secret());
        return store;
    }
}
