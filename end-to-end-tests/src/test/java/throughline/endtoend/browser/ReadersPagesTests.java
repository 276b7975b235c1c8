package throughline.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;

/** From the article to the call, and to the list of those who want the next one. */
@Tag("running-system")
@ExtendWith({Chromium.class, Furnished.class})
class ReadersPagesTests {

    private final Practice practice = Furnished.practice();

    @Test
    void readerFollowsTheCallToActionToTheTimes() {
        try (var reader = Visitor.of(practice)) {
            var page = reader.page();
            page.navigate("/articles");
            page.getByRole(
                            AriaRole.LINK,
                            new com.microsoft.playwright.Page.GetByRoleOptions().setName("Why rest days matter"))
                    .first()
                    .click();
            assertThat(page.locator("h1")).hasText("Why rest days matter");

            page.locator("section.cta a.btn").click();

            assertThat(page.url()).contains("/book").contains("source=");
            assertThat(page.locator("button.slot").first()).isVisible();
            assertThat(page.context().cookies().stream().filter(cookie -> !cookie.name.equals("XSRF-TOKEN")))
                    .as("no cookie follows a reader")
                    .isEmpty();
            assertThat(reader.complaints()).isEmpty();
        }
    }

    @Test
    void readerConfirmsAndLaterUnsubscribesWithoutJavaScript() {
        var person = Person.called("Una Subscriber");
        try (var reader = Visitor.withoutJavaScript(practice)) {
            var page = reader.page();
            page.navigate("/subscriptions");
            page.getByLabel("Your address").fill(person.email());
            page.locator("main form button").first().click();
            var question = practice.mailbox().awaitTo(person.email(), 1).getFirst();

            page.navigate(question.link("/subscriptions/"));
            page.locator("main form button").first().click();

            assertThat(page.locator("h1")).isVisible();
        }
    }
}
