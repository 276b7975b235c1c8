package throughline.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;

/** Booking, moving and cancelling a call, on a phone. */
@Tag("running-system")
@ExtendWith({Chromium.class, Furnished.class})
class BookingPagesTests {

    private static final Pattern SLOT = Pattern.compile("^\\d+:\\d\\d");
    private static final int MOST_TABS = 120;

    private final Practice practice = Furnished.practice();

    @Test
    void callIsBookedWithTheKeyboardAlone() {
        var person = Person.called("Kit Keyboard");
        try (var visitor = Visitor.of(practice)) {
            var page = visitor.page();
            page.navigate("/book");

            tabTo(page, "button.slot");
            page.keyboard().press("Enter");
            page.waitForSelector("#name");
            tabTo(page, "#name");
            page.keyboard().type(person.name());
            tabTo(page, "#email");
            page.keyboard().type(person.email());
            page.keyboard().press("Enter");

            assertThat(page.locator("h1")).containsText("Kit");
            assertThat(visitor.complaints()).isEmpty();
        }
        assertThat(practice.mailbox().awaitTo(person.email(), 1).getFirst().typeOf("text/calendar"))
                .containsIgnoringCase("REQUEST");
    }

    @Test
    void callIsMovedAndCancelledWithTheKeyboardAlone() {
        var person = Person.called("Kim Keys");
        try (var visitor = Visitor.of(practice)) {
            var page = visitor.page();
            book(page, person);

            tabTo(page, "a[href^='/calls/']:not([download])");
            page.keyboard().press("Enter");
            page.waitForSelector("#yours");
            tabTo(page, "button.slot");
            page.keyboard().press("Enter");
            page.waitForSelector("[role=status]");
            tabTo(page, "#cancel summary");
            page.keyboard().press("Enter");
            tabTo(page, "#cancel .danger");
            page.keyboard().press("Enter");

            assertThat(page.locator("h1")).containsText("canceled");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void callIsBookedWithoutJavaScript() {
        var person = Person.called("Nora Noscript");
        try (var visitor = Visitor.withoutJavaScript(practice)) {
            book(visitor.page(), person);

            assertThat(visitor.page().locator("h1")).containsText("Nora");
        }
        practice.mailbox().awaitTo(person.email(), 1);
    }

    @Test
    void timesAreShownInTheZoneOfWhoeverLooksWithThePracticesBeside() {
        try (var visitor = Visitor.of(practice)) {
            var page = visitor.page();
            page.navigate("/book");

            page.waitForURL(Pattern.compile("zone=America"));
            assertThat(page.locator("form.zone b").first()).hasText("New York");
            assertThat(page.locator("main")).containsText("In small: the time in Los Angeles");
            assertThat(visitor.complaints()).isEmpty();
        }
        try (var visitor = Visitor.withoutJavaScript(practice)) {
            visitor.page().navigate("/book");

            assertThat(visitor.page().locator("form.zone b").first()).hasText("Los Angeles");
        }
    }

    @Test
    void faultInTheFormKeepsWhatWasTyped() {
        try (var visitor = Visitor.of(practice)) {
            var page = visitor.page();
            page.navigate("/book");
            slot(page).click();
            page.getByLabel("Name").fill("Frida Fault");
            page.getByLabel("E-mail").fill("frida@client");
            page.getByRole(AriaRole.BUTTON, named("Book this call")).click();

            assertThat(page.locator("#errors")).isVisible();
            assertThat(page.locator("#errors")).isFocused();
            page.locator("#errors a").click();
            assertThat(page.getByLabel("E-mail")).isFocused();
            assertThat(page.getByLabel("Name")).hasValue("Frida Fault");
            assertThat(page.getByLabel("E-mail")).hasAttribute("aria-invalid", "true");
            assertThat(Look.at(page).graveFindings()).isEmpty();
        }
    }

    @Test
    void callIsMovedAndCancelledByTheLinkInTheMail() {
        var person = Person.called("Mo Mover");
        try (var visitor = Visitor.of(practice)) {
            var page = visitor.page();
            book(page, person);
            var mail = practice.mailbox().awaitTo(person.email(), 1).getFirst();
            page.navigate(mail.link("/calls/"));
            assertThat(Look.at(page).graveFindings()).isEmpty();

            slot(page).click();
            assertThat(page.getByRole(AriaRole.STATUS).first()).isVisible();
            var moved = practice.mailbox().awaitTo(person.email(), 2).getLast();
            assertThat(moved.part("text/calendar").orElse("")).contains("SEQUENCE:1");

            page.getByText("Cancel the call").first().click();
            page.getByRole(AriaRole.BUTTON, named("Yes, cancel the call")).click();
            assertThat(page.locator("h1")).containsText("canceled");
            assertThat(Look.at(page).graveFindings()).isEmpty();
            var cancelled = practice.mailbox().awaitTo(person.email(), 3).getLast();
            assertThat(cancelled.typeOf("text/calendar")).containsIgnoringCase("CANCEL");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void everyStepOfBookingHoldsUpToAnExaminer() {
        try (var visitor = Visitor.of(practice)) {
            var page = visitor.page();
            page.navigate("/book");
            Look.at(page).pictures("book-1-times");
            slot(page).click();
            examine(page, "book-2-details");
            page.getByLabel("Name").fill("Exa Miner");
            page.getByLabel("E-mail").fill(Person.called("Exa Miner").email());
            page.getByRole(AriaRole.BUTTON, named("Book this call")).click();
            page.waitForSelector("#done");
            examine(page, "book-3-booked");
            page.getByText("Move or cancel").click();
            page.waitForSelector("#yours");
            examine(page, "book-4-manage");
        }
    }

    private static void examine(Page page, String name) {
        assertThat(Look.at(page).graveFindings()).isEmpty();
        assertThat(Look.at(page).sidewaysScrolling()).isEmpty();
        Look.at(page).pictures(name);
    }

    private static void book(Page page, Person person) {
        page.navigate("/book");
        slot(page).click();
        page.getByLabel("Name").fill(person.name());
        page.getByLabel("E-mail").fill(person.email());
        page.getByRole(AriaRole.BUTTON, named("Book this call")).click();
        page.waitForSelector("#done");
    }

    /** The last one shown, so that tests beside each other seldom want the same. */
    private static com.microsoft.playwright.Locator slot(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(SLOT))
                .last();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement.matches(s)", selector))) {
                return;
            }
        }
        throw new AssertionError(selector + " was not reached in " + MOST_TABS + " steps of the Tab key");
    }
}
