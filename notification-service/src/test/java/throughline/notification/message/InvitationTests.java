package throughline.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
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
            assertThat(event.getSummary().getValue()).isEqualTo(ContentLines.oneLine(practice));
            assertThat(event.getLocation().getValue()).isEqualTo(ContentLines.oneLine(place));
            assertThat(name(event, Property.ORGANIZER)).isEqualTo(readBack(practice));
            assertThat(name(event, Property.ATTENDEE)).isEqualTo(readBack(guest));
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

            assertThat(calendar.getMethod().getValue()).isEqualTo(method.name());
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

    /** The parser, not the file, loses backslashes between quotes. */
    private static String readBack(String name) {
        return ContentLines.oneLine(name).replace("\\", "");
    }

    private static String name(VEvent event, String property) {
        return event.getProperty(property)
                .orElseThrow()
                .<Parameter>getParameter(Parameter.CN)
                .orElseThrow()
                .getValue()
                .replace("\\", "");
    }

    private static VEvent event(String file) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(file));
        assertThat(calendar.getComponents()).hasSize(1);
        return (VEvent) calendar.getComponents().getFirst();
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            words.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return words.toString();
    }
}
