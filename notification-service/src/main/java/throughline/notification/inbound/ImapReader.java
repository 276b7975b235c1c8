package throughline.notification.inbound;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks into the mailbox now and then and gives what is new to {@link Inbound}. Two instances may read the same mail: it is recorded once. */
@Component
class ImapReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ImapReader.class);

    private final ImapSettings settings;
    private final ImapMailbox mailbox;
    private final Inbound inbound;
    private final Semaphore end = new Semaphore(0);
    private volatile boolean running;

    ImapReader(ImapSettings settings, Inbound inbound) {
        this.settings = settings;
        this.mailbox = new ImapMailbox(settings);
        this.inbound = inbound;
    }

    @Override
    public void start() {
        if (settings.isConfigured()) {
            running = true;
            Thread.ofVirtual().name("mailbox-reader").start(this::lookForever);
        }
    }

    private void lookForever() {
        try {
            do {
                look();
            } while (!end.tryAcquire(settings.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            mailbox.readUnseen(inbound::take);
        } catch (MessagingException | IOException | RuntimeException e) {
            log.warn(
                    "The mailbox could not be read; next look in {}. {}",
                    settings.every(),
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void stop() {
        running = false;
        end.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
