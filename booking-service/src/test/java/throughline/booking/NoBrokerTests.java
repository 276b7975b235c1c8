package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import throughline.outbox.Relay;

/** The broker's container is stopped, so that not even its name is known, and booking is started anew. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "spring.kafka.bootstrap-servers=no-broker.invalid:9092"
        })
@DirtiesContext // else it would look for its broker until the last test of the module has ended
class NoBrokerTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Relay relay;

    @Test
    void callsAreBookedAndTheirFactsKept() {
        Http.Answer booked = new Http(port)
                .post(
                        "/api/booking/v1/calls",
                        "{\"callType\":\"exploration-call\",\"start\":\"2027-03-03T18:00:00Z\",\"name\":\"Ana\",\"email\":\"ana@client.example\"}");

        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        assertThat(relay.pending()).isNotEmpty();
    }
}
