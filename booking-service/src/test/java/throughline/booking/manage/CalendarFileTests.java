package throughline.booking.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import throughline.booking.call.Call;
import throughline.calendarfile.ContentLines;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;

/** The file people download, read back as a calendar program reads it. */
class CalendarFileTests {

    private static final Instant START = Instant.parse("2027-03-10T18:00:00Z");
    private static final String[] PARTS = {
        "Body",
        " ",
        ";",
        ",",
        ":",
        "\\",
        "\"",
        "^",
        "'",
        "\r\n",
        "\n",
        "\u2028",
        "é",
        "e\u0301",
        "שלום",
        "漢",
        "😀",
        "👩🏽‍🦱",
        "BEGIN:VEVENT",
        "=",
        "\t",
        "%0A"
    };

    @Test
    void whateverThePracticeIsCalledTheFileSaysItAgain() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String name = "x" + words(random) + "x";
            String place = "y" + words(random) + "y";

            String file = CalendarFile.written(
                    call(name, place, 3), "https://practice.example/calls/t", name, "mira@practice.example", START);

            VEvent event = event(file);
            assertThat(value(event, Property.SUMMARY)).isEqualTo(ContentLines.oneLine(name + ", Mira"));
            assertThat(value(event, Property.LOCATION)).isEqualTo(ContentLines.oneLine(place));
            assertThat(name(file, Property.ORGANIZER)).isEqualTo(ContentLines.oneLine(name));
            assertThat(file.split("\r\n"))
                    .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
                    .noneMatch(line -> line.contains("\n") || line.contains("\r"));
        }
    }

    @Test
    void itIsPublishedInUtcWithUidSequenceAndStamp() throws Exception {
        String file = CalendarFile.written(
                call("Call", "By phone", 4),
                "https://practice.example/calls/t",
                "Practice",
                "mira@practice.example",
                START);

        Calendar calendar = new CalendarBuilder().build(new StringReader(file));
        assertThat(Objects.requireNonNull(calendar.getMethod()).getValue()).isEqualTo("PUBLISH");
        assertThat(calendar.validate().hasErrors()).isFalse();
        assertThat(file)
                .contains("UID:u-1@practice.example", "SEQUENCE:4", "DTSTAMP:20270310T180000Z")
                .contains("DTSTART:20270310T180000Z", "DTEND:20270310T183000Z", "STATUS:CONFIRMED")
                .doesNotContain("TZID", "Ana", "ana@client.example");
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

    private static VEvent event(String file) throws IOException, ParserException {
        Calendar calendar = new CalendarBuilder().build(new StringReader(file));
        assertThat(calendar.getComponents()).hasSize(1);
        return (VEvent) calendar.getComponents().getFirst();
    }

    private static Call call(String name, String place, int sequence) {
        return new Call(
                new PractitionerId("me"),
                "Mira",
                "call",
                name,
                new ClientId("cl"),
                Call.State.CONFIRMED,
                START,
                START.plusSeconds(1800),
                ZoneId.of("Europe/Berlin"),
                new Contact("Ana", "ana@client.example", null, "en"),
                true,
                new Location(Location.Kind.PHONE, place),
                null,
                new CalendarEntry("u-1@practice.example", sequence),
                0,
                0,
                new Call.Asked(START, START, START.plusSeconds(1800), Call.State.CONFIRMED),
                null,
                null,
                null,
                null);
    }
}
