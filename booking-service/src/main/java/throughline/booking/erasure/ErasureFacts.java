package throughline.booking.erasure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.booking.client.Clients;
import throughline.contract.ClientId;
import throughline.contract.Event;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.ClientErased;
import throughline.contract.content.ContentEvent;
import throughline.contract.dashboard.DashboardEvent;
import throughline.contract.notification.NotificationEvent;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;

/** Hears of erasures: our own as they come back, and that the other services have done theirs. */
@Configuration(proxyBeanMethods = false)
class ErasureFacts {

    @Bean
    EventHandler<BookingEvent> bookingErases(Erasing erasing, Clients clients) {
        return new Hearing<>("booking", BookingEvent.class) {
            @Override
            public void on(BookingEvent event, Envelope envelope) {
                if (event instanceof ClientErased erased) {
                    erasing.clear(erased.clientId());
                    clients.confirmErased(erased.clientId(), service, envelope.time(), Cause.of(envelope, "confirmed"));
                }
            }
        };
    }

    @Bean
    EventHandler<NotificationEvent> bookingHearsNotification(Clients clients) {
        return new Hearing<>("notification", NotificationEvent.class) {
            @Override
            public void on(NotificationEvent event, Envelope envelope) {
                if (event instanceof throughline.contract.notification.ClientErasureConfirmed done) {
                    confirmed(clients, done.clientId(), envelope);
                }
            }
        };
    }

    @Bean
    EventHandler<ContentEvent> bookingHearsContent(Clients clients) {
        return new Hearing<>("content", ContentEvent.class) {
            @Override
            public void on(ContentEvent event, Envelope envelope) {
                if (event instanceof throughline.contract.content.ClientErasureConfirmed done) {
                    confirmed(clients, done.clientId(), envelope);
                }
            }
        };
    }

    @Bean
    EventHandler<DashboardEvent> bookingHearsDashboard(Clients clients) {
        return new Hearing<>("dashboard", DashboardEvent.class) {
            @Override
            public void on(DashboardEvent event, Envelope envelope) {
                if (event instanceof throughline.contract.dashboard.ClientErasureConfirmed done) {
                    confirmed(clients, done.clientId(), envelope);
                }
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
