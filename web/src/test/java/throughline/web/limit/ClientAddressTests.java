package throughline.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whose request it is, and who cannot say so. */
class ClientAddressTests {

    private final ClientAddress addresses = new ClientAddress("10.0.0.1, 10.0.0.2");

    private String of(String peer, String... forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        if (forwarded.length > 0) {
            request.addHeader("X-Forwarded-For", String.join(", ", forwarded));
        }
        return addresses.of(request);
    }

    @Test
    void whoIsNoProxyOfOursIsNotBelieved() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
        assertThat(new ClientAddress("").of(request("127.0.0.1", "198.51.100.1")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void throughOurProxyTheLastAddressThatIsNotOursCounts() {
        assertThat(of("10.0.0.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("10.0.0.1", "198.51.100.1", "10.0.0.2")).isEqualTo("198.51.100.1");
    }

    @Test
    void whatAClientWroteIntoTheHeaderItselfDoesNotHelpIt() {
        for (int i = 1; i < 50; i++) {
            assertThat(of("10.0.0.1", "1.2.3." + i, "198.51.100.1")).isEqualTo("198.51.100.1");
        }
        assertThat(of("10.0.0.1", "10.0.0.2", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("10.0.0.1", "198.51.100.1", "evil.example")).isEqualTo("10.0.0.1");
        assertThat(of("10.0.0.1", "")).isEqualTo("10.0.0.1");
    }

    @Test
    void ipv6CountsByItsHousehold() {
        assertThat(of("2001:db8:1:2::5")).isEqualTo(of("2001:db8:1:2:ffff::1"));
        assertThat(of("2001:db8:1:2::5")).isNotEqualTo(of("2001:db8:1:3::5"));
    }

    private static MockHttpServletRequest request(String peer, String forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        request.addHeader("X-Forwarded-For", forwarded);
        return request;
    }
}
