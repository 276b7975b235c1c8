package throughline.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.clock.MachineTime;
import throughline.clock.SimulatedClock;
import throughline.notification.message.Composer;
import throughline.notification.relay.Rates;
import throughline.notification.relay.Relays;
import throughline.notification.transport.SmtpSettings;
import throughline.outbox.Durable;
import throughline.outbox.OutboxFactory;
import throughline.web.Texts;

/** The ledger and its senders. */
@Configuration(proxyBeanMethods = false)
class DeliveryBeans {

    @Bean
    Ledger notificationLedger(MongoDatabaseFactory database, OutboxFactory outboxes) {
        return new Ledger(Durable.collection(database.getMongoDatabase(), "notification.deliveries"), outboxes);
    }

    @Bean
    TemplateShelf notificationTemplates(MongoDatabaseFactory database) {
        return new TemplateShelf(Durable.collection(database.getMongoDatabase(), "notification.mail_templates"));
    }

    @Bean
    Texts notificationMailTexts() {
        return new Texts("notification/mail");
    }

    @Bean
    Wake notificationWake() {
        return new Wake();
    }

    @Bean
    Deliveries notificationDeliveries(
            Ledger ledger, TemplateShelf templates, Composer composer, Wake wake, Clock clock) {
        return new Deliveries(ledger, templates, composer, wake, clock);
    }

    /** Only where the relay's log is on this machine. */
    @Bean
    @ConditionalOnProperty("throughline.notification.mail.relay-log")
    Reconciler notificationRelayLog(@Value("${throughline.notification.mail.relay-log}") Path file) {
        return new RelayLog(file);
    }

    @Bean
    Reconciliation notificationReconciliation(Deliveries deliveries, ObjectProvider<Reconciler> reconcilers) {
        return new Reconciliation(deliveries, reconcilers.orderedStream().toList());
    }

    @Bean
    MailWorker notificationMailWorker(
            Ledger ledger,
            TemplateShelf templates,
            Composer composer,
            ObjectProvider<SendCheck> checks,
            ObjectProvider<Halts> halts,
            SmtpSettings smtp,
            Relays relays,
            Rates rates,
            MailSettings settings,
            Wake wake,
            Clock clock,
            MachineTime machine,
            MeterRegistry meters) {
        var leases = new Leases(machine, settings);
        var shared = new Handover.Shared(
                new Committer(ledger, leases),
                new Fate(settings),
                leases,
                templates,
                composer,
                new Checks(checks.orderedStream().toList()),
                clock,
                machine,
                !(clock instanceof SimulatedClock),
                meters);
        return new MailWorker(
                ledger, shared, smtp, relays, rates, settings, wake, halts.getIfAvailable(() -> Halts.NONE));
    }
}
