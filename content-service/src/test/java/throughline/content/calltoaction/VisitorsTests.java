package throughline.content.calltoaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class VisitorsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "curl/8.5.0"
            })
    void peopleAreCounted(String agent) {
        assertThat(Visitors.isPerson(request("GET", "User-Agent", agent))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "facebookexternalhit/1.1",
                "WhatsApp/2.23.20.0",
                "Mozilla/5.0 (compatible; bingbot/2.0)",
                "BingPreview/1.0b"
            })
    void programsThatSayWhatTheyAreAreNot(String agent) {
        assertThat(Visitors.isPerson(request("GET", "User-Agent", agent))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Sec-Purpose,prefetch;prerender", "Purpose,prefetch", "X-Moz,prefetch", "X-Purpose,preview"})
    void aLookAheadIsNotAVisit(String header, String value) {
        assertThat(Visitors.isPerson(request("GET", header, value))).isFalse();
    }

    @Test
    void aHeadRequestIsNotAVisit() {
        assertThat(Visitors.isPerson(new MockHttpServletRequest("HEAD", "/go/x")))
                .isFalse();
    }

    private static MockHttpServletRequest request(String method, String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/go/x");
        request.addHeader(header, value);
        return request;
    }
}
