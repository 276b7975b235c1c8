package throughline.booking.erasure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.booking.client.Clients;
import throughline.contract.ClientId;
import throughline.contract.Event;
import throughline.contract.booking.ClientErased;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;

/** Hears of erasures: our own as they come back, and that the other services have done theirs. */
@Configuration(proxyBeanMethods = false)
class ErasureFacts {

    @Bean
    EventHandler<ClientErased> bookingErases(Erasing erasing, Clients clients) {
        return new Hearing<>("booking", ClientErased.class) {
            @Override
            public void on(ClientErased event, Envelope envelope) {
                erasing.clear(event.clientId());
                confirmed(clients, event.clientId(), envelope);
            }
        };
    }

    @Bean
    EventHandler<throughline.contract.notification.ClientErasureConfirmed> bookingHearsNotification(Clients clients) {
        return new Hearing<>("notification", throughline.contract.notification.ClientErasureConfirmed.class) {
            @Override
            public void on(throughline.contract.notification.ClientErasureConfirmed event, Envelope envelope) {
                confirmed(clients, event.clientId(), envelope);
            }
        };
    }

    @Bean
    EventHandler<throughline.contract.content.ClientErasureConfirmed> bookingHearsContent(Clients clients) {
        return new Hearing<>("content", throughline.contract.content.ClientErasureConfirmed.class) {
            @Override
            public void on(throughline.contract.content.ClientErasureConfirmed event, Envelope envelope) {
                confirmed(clients, event.clientId(), envelope);
            }
        };
    }

    @Bean
    EventHandler<throughline.contract.dashboard.ClientErasureConfirmed> bookingHearsDashboard(Clients clients) {
        return new Hearing<>("dashboard", throughline.contract.dashboard.ClientErasureConfirmed.class) {
            @Override
            public void on(throughline.contract.dashboard.ClientErasureConfirmed event, Envelope envelope) {
                confirmed(clients, event.clientId(), envelope);
            }
        };
    }

    private abstract static class Hearing<E extends Event> implements EventHandler<E> {

        final String service;
        private final Class<E> reads;

        Hearing(String service, Class<E> reads) {
            this.service = service;
            this.reads = reads;
        }

        void confirmed(Clients clients, ClientId client, Envelope envelope) {
            clients.confirmErased(client, service, envelope.time(), Cause.of(envelope, "confirmed"));
        }

        @Override
        public String group() {
            return "booking-erasures-" + service;
        }

        @Override
        public Class<E> reads() {
            return reads;
        }
    }
}
