package throughline.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import throughline.web.security.StaffSessions;

@SpringBootTest(
        classes = WebTestApplication.class,
        properties = {"throughline.api-token=a-token-of-sufficient-length", "spring.application.name=web-tests"})
@AutoConfigureMockMvc
class FrameTests {

    @Autowired
    private MockMvcTester mvc;

    @Test
    void aPathThatBelongsToNobodyIsNotFoundForEverybody() {
        assertThat(mvc.get().uri("/no/such/page"))
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyText()
                .contains("The thread ends here");
    }

    @Test
    void staffPagesSendPeopleToSignInAndBack() {
        assertThat(mvc.get().uri("/staff/page"))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/sign-in?to=%2Fstaff%2Fpage");
    }

    @Test
    void interfacesForStaffAnswer401WithACode() {
        assertThat(mvc.get().uri("/api/test/secret"))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("SIGN_IN_NEEDED");
    }

    @Test
    void theOwnersTokenOpensInterfaces() {
        assertThat(mvc.get().uri("/api/test/secret").header("Authorization", "Bearer a-token-of-sufficient-length"))
                .hasStatusOk();
        assertThat(mvc.get().uri("/api/test/secret").header("Authorization", "Bearer a-token-of-insufficient-len"))
                .hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void aSessionCookieAloneNeverChangesAnything() {
        assertThat(mvc.post()
                        .uri("/staff/page")
                        .cookie(new jakarta.servlet.http.Cookie(StaffSessions.COOKIE, "whatever")))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/sign-in?to=%2Fstaff%2Ftoday")
                .bodyText()
                .doesNotContain("changed");
    }

    @Test
    void whatFailsOnOurSideShowsANumberAndNoInternals() {
        assertThat(mvc.get().uri("/open/fails"))
                .hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
                .bodyText()
                .contains("Something failed on our side")
                .containsPattern("[0-9A-F]{3}-[0-9A-F]{3}")
                .doesNotContain("on purpose", "IllegalStateException");
    }

    @Test
    void anOperatorWhereAStringBelongsIsMalformed() {
        assertThat(mvc.post()
                        .uri("/api/open/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\":{\"$ne\":1}}"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("MALFORMED");
    }

    @Test
    void aNumberWhereAStringBelongsIsMalformed() {
        assertThat(mvc.post()
                        .uri("/api/open/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\":1}"))
                .hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhateverItsLengthSays() {
        String large = "{\"name\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(mvc.post()
                        .uri("/api/open/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(large))
                .hasStatus(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void everyPageForbidsInlineScriptsAndForeignFrames() {
        assertThat(mvc.get().uri("/no/such/page"))
                .headers()
                .hasHeaderSatisfying(
                        "Content-Security-Policy",
                        values -> assertThat(values.getFirst())
                                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                                .doesNotContain("unsafe"));
    }

    @Test
    void theScriptAndTheStyleSheetAreServed() {
        assertThat(mvc.get().uri("/web/throughline.css")).hasStatusOk();
        assertThat(mvc.get().uri("/web/htmx/htmx.min.js")).hasStatusOk();
        assertThat(mvc.get().uri("/health/live")).hasStatusOk();
    }
}
