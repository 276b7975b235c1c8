package throughline.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import throughline.endtoend.practice.Practice;
import throughline.launcher.Installation.Shape;

/** The practitioner's first sign-in, and an outcome in two taps, on a phone. */
@Tag("running-system")
@ExtendWith({Chromium.class, Furnished.class})
class OwnersPagesTests {

    @Test
    void oneTimeLinkSignsTheOwnerInOnce() {
        try (var practice = Practice.onSharedServers(Shape.STANDALONE, Map.of());
                var owner = Visitor.of(practice);
                var late = Visitor.of(practice)) {
            var page = owner.page();
            page.navigate(practice.signInLink());
            assertThat(Look.at(page).graveFindings()).isEmpty();
            assertThat(Look.at(page).sidewaysScrolling()).isEmpty();
            Look.at(page).pictures("first-sign-in");
            page.getByLabel("E-mail").fill("mira@practice.example");
            page.getByLabel("New password").fill("seven quiet otters");
            page.getByRole(AriaRole.BUTTON).first().click();
            page.waitForURL("**/staff/today");
            Look.at(page).pictures("staff-today-empty");

            late.page().navigate(practice.signInLink());
            assertThat(late.page().getByLabel("New password")).hasCount(0);
            late.page().getByLabel("E-mail").fill("mira@practice.example");
            late.page().getByLabel("Password").fill("seven quiet otters");
            late.page().getByRole(AriaRole.BUTTON).first().click();
            late.page().waitForURL("**/staff/today");
            assertThat(owner.complaints()).isEmpty();
        }
    }

    @Test
    void outcomeIsRecordedInTwoTaps() {
        var practice = Furnished.practice();
        try (var owner = Visitor.owner(practice)) {
            var page = owner.page();
            page.navigate("/staff/today");
            var question = page.locator("section.outcome").first();
            assertThat(question).containsText("Lena");

            question.getByText("Held", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
                    .click();
            question.getByRole(
                            AriaRole.BUTTON,
                            new com.microsoft.playwright.Locator.GetByRoleOptions().setName("Became a client"))
                    .click();

            page.waitForURL("**/staff/today**");
            assertThat(page.locator("section.outcome")).hasCount(0);
            assertThat(owner.complaints()).isEmpty();
        }
    }

    @Test
    void signedOutMeansSignedOut() {
        var practice = Furnished.practice();
        try (var stranger = Visitor.of(practice)) {
            Page page = stranger.page();
            page.navigate("/staff/today");

            assertThat(page.url()).contains("/sign-in");
            assertThat(Look.at(page).graveFindings()).isEmpty();
        }
    }
}
