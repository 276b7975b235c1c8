package throughline.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import throughline.calendarfile.ContentLines;

/** The invitation of a mail, read back as a calendar program reads it. */
class InvitationTests {

    private static final Instant START = Instant.parse("2026-12-01T17:30:00Z");
    private static final String[] PARTS = {
        "Sorrel",
        " ",
        ";",
        ",",
        ":",
        "\\",
        "\"",
        "^",
        "^n",
        "'",
        "\r\n",
        "\u2028",
        "é",
        "e\u0301",
        "שלום",
        "漢",
        "😀",
        "👩🏽‍🦱",
        "END:VCALENDAR",
        "=",
        "\t"
    };

    @Test
    void whateverNamesAreMadeOfTheInvitationSaysThemAgain() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            String practice = "x" + words(random) + "x";
            String place = "y" + words(random) + "y";
            String guest = "z" + words(random) + "z";

            String file = written(CalendarPart.Method.REQUEST, practice, place, guest);

            VEvent event = event(file);
            assertThat(value(event, Property.SUMMARY)).isEqualTo(ContentLines.oneLine(practice));
            assertThat(value(event, Property.LOCATION)).isEqualTo(ContentLines.oneLine(place));
            assertThat(name(file, Property.ORGANIZER)).isEqualTo(ContentLines.oneLine(practice));
            assertThat(name(file, Property.ATTENDEE)).isEqualTo(ContentLines.oneLine(guest));
            assertThat(file.split("\r\n"))
                    .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
                    .noneMatch(line -> line.contains("\n") || line.contains("\r"));
        }
    }

    @Test
    void invitationAndCancellationAreWhatCalendarProgramsAccept() throws Exception {
        for (CalendarPart.Method method : CalendarPart.Method.values()) {
            Calendar calendar =
                    new CalendarBuilder().build(new StringReader(written(method, "Practice", "By phone", "Zoë")));

            assertThat(Objects.requireNonNull(calendar.getMethod()).getValue()).isEqualTo(method.name());
            assertThat(calendar.validate().getEntries()).isEmpty();
        }
    }

    private static String written(CalendarPart.Method method, String practice, String place, String guest) {
        CalendarPart call =
                new CalendarPart(method, "call-1@practice.example", 2, START, START.plusSeconds(1800), practice, place);
        return Invitation.write(
                call,
                START,
                practice,
                MailAddress.of("mira@practice.example"),
                guest,
                MailAddress.of("zoe@client.example"));
    }

    /** Read by hand as RFC 6868 says: the parser mistakes {@code ^^'} for a quote and loses backslashes between quotes. */
    private static String name(String file, String property) {
        String line = file.replace("\r\n ", "")
                .lines()
                .filter(one -> one.startsWith(property + ";"))
                .findFirst()
                .orElseThrow();
        Matcher name = Pattern.compile("CN=(?:\"([^\"]*)\"|([^;:,\"]*))[;:]").matcher(line);
        assertThat(name.find()).as(line).isTrue();
        String written = name.group(1) == null ? name.group(2) : name.group(1);
        return Pattern.compile("\\^([\\^'n])")
                .matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("^") ? "^" : found.group(1).equals("'") ? "\"" : "\n"));
    }

    private static VEvent event(String file) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(file));
        assertThat(calendar.getComponents()).hasSize(1);
        return (VEvent) calendar.getComponents().getFirst();
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            words.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return words.toString();
    }
}
