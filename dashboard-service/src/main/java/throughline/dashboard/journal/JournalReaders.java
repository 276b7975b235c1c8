package throughline.dashboard.journal;

import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.contract.Event;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.ClientErased;
import throughline.contract.content.ContentEvent;
import throughline.contract.dashboard.DashboardEvent;
import throughline.contract.notification.NotificationEvent;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;

/** Reads all four topics into the journal. */
@Configuration(proxyBeanMethods = false)
class JournalReaders {

    @Bean
    EventHandler<BookingEvent> dashboardReadsBooking(Journal journal, Erasures erasures) {
        return new Reader<>("dashboard-booking", BookingEvent.class, BookingFacts::of, journal) {
            @Override
            public void on(BookingEvent event, Envelope envelope) {
                super.on(event, envelope);
                if (event instanceof ClientErased erased) {
                    erasures.erase(erased, envelope);
                }
            }
        };
    }

    @Bean
    EventHandler<ContentEvent> dashboardReadsContent(Journal journal) {
        return new Reader<>("dashboard-content", ContentEvent.class, ContentFacts::of, journal);
    }

    @Bean
    EventHandler<NotificationEvent> dashboardReadsNotification(Journal journal) {
        return new Reader<>("dashboard-notification", NotificationEvent.class, NotificationFacts::of, journal);
    }

    @Bean
    EventHandler<DashboardEvent> dashboardReadsDashboard(Journal journal) {
        return new Reader<>("dashboard-dashboard", DashboardEvent.class, DashboardFacts::of, journal);
    }

    private static class Reader<E extends Event> implements EventHandler<E> {

        private final String group;
        private final Class<E> reads;
        private final Function<E, Facts> facts;
        private final Journal journal;

        Reader(String group, Class<E> reads, Function<E, Facts> facts, Journal journal) {
            this.group = group;
            this.reads = reads;
            this.facts = facts;
            this.journal = journal;
        }

        @Override
        public String group() {
            return group;
        }

        @Override
        public Class<E> reads() {
            return reads;
        }

        @Override
        public void on(E event, Envelope envelope) {
            journal.add(EntryDocument.from(envelope, facts.apply(event)));
        }
    }
}
