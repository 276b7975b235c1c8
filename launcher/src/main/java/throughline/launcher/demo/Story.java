package throughline.launcher.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import throughline.launcher.demo.Practice.Call;
import throughline.launcher.process.Progress;

/**
 * Three weeks: two articles, a dozen readers, calls with every outcome, one call moved and one cancelled, an unsubscription, an address
 * that is refused and one that is taken only at the second try. Ends on a Monday morning with a call to close and one to come.
 */
final class Story {

    /** When the story begins: a Monday, 7:00 am in Los Angeles. */
    static final Instant BEGIN = Instant.parse("2026-11-30T15:00:00Z");

    private static final ZoneId PRACTICE = ZoneId.of("America/Los_Angeles");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE, MMM d, HH:mm", Locale.ENGLISH);
    private static final Duration SHORTLY = Duration.ofMinutes(5);

    /** Something that happens at an instant; {@code order} keeps what happens at the same one in the order it was told. */
    private record Happening(Instant at, int order, String sentence, Runnable what) {}

    private final Practice practice;
    private final Progress progress;
    private final PriorityQueue<Happening> ahead =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingInt(Happening::order));
    private int told;
    private Instant now = BEGIN;

    Story(Practice practice, Progress progress) {
        this.practice = practice;
        this.progress = progress;
    }

    void tell() {
        first();
        second();
        third();
        while (!ahead.isEmpty()) {
            Happening next = ahead.remove();
            if (next.at().isAfter(now)) {
                now = practice.goTo(next.at());
            }
            progress.say("  " + WHEN.format(now.atZone(PRACTICE)) + "  " + next.sentence());
            next.what().run();
        }
    }

    private void first() {
        on(0, "07:00", "The first article is published.", () -> {
            String page = practice.publish(
                    "The muscle that holds the sofa",
                    "The place that aches is often the one that never let go of its work. A way to look for the quiet one.",
                    "sofa");
            readersOf(page);
        });
        on(0, "09:00", "Three readers ask for new articles; two confirm.", () -> {
            for (String reader : List.of("ana@client.example", "lena@client.example", "hugo@client.example")) {
                practice.subscribe(reader);
            }
            practice.confirm("ana@client.example");
            practice.confirm("lena@client.example");
        });
    }

    private void readersOf(String page) {
        books(0, "10:10", Reader.of("Ana Petrov", "ana@client.example", "America/New_York"), page, 2, .2, "INTERESTED");
        books(0, "11:40", Reader.of("Tom Becker", "tom@client.example", "America/Denver"), page, 2, .6, "INTERESTED");
        books(
                0,
                "15:05",
                Reader.of("Priya Shah", "priya@client.example", "America/Chicago"),
                page,
                3,
                .1,
                "BECAME_CLIENT");
        books(1, "08:20", Reader.of("Marek Vesely", "marek@client.example", "Europe/Prague"), page, 3, .0, "NOT_NOW");
        books(1, "12:30", Reader.of("Lena Ruiz", "lena@client.example", "America/Los_Angeles"), page, 3, .8, "NO_SHOW");
        books(1, "13:15", Reader.of("Dot Ellery", "dot@client.example", "Europe/London"), page, 4, .0, "NOT_A_FIT");
        books(2, "09:45", Reader.of("Jonas Falk", "jonas@client.example", "Europe/Berlin"), page, 4, .1, "INTERESTED");
        books(
                2,
                "10:00",
                Reader.of("Ruth Amsel", "ruth@greylist.example", "America/New_York"),
                page,
                4,
                .5,
                "INTERESTED");
        books(2, "17:30", Reader.of("Sam Ortega", "sam@refused.example", "America/Phoenix"), page, 7, .3, "NOT_NOW");
        on(3, "18:00", "Mei Tanaka books from Tokyo, and moves the call the next morning.", () -> {
            Reader mei = Reader.of("Mei Tanaka", "mei@client.example", "Asia/Tokyo");
            Call call = practice.book(mei, MONDAY.plusDays(7), .9, practice.followCallToAction(page));
            at(now.plus(Duration.ofHours(14)), "Mei moves her call by one day.", () -> {
                outcomeAfter(practice.moveToNextDay(call), mei, "BECAME_CLIENT");
            });
        });
        on(4, "09:30", "Carla Nunes books, and cancels two days later.", () -> {
            Call call = practice.book(
                    Reader.of("Carla Nunes", "carla@client.example", "America/Sao_Paulo"),
                    MONDAY.plusDays(9),
                    .4,
                    practice.followCallToAction(page));
            at(now.plus(Duration.ofDays(2)), "Carla cancels by the link in her mail.", () -> practice.cancel(call));
        });
    }

    private void second() {
        on(
                8,
                "16:00",
                "Jonas unsubscribes with one click: his follow-ups end.",
                () -> practice.unsubscribeOneClick("jonas@client.example"));
        on(9, "07:30", "The second article is published; two subscribers get it.", () -> {
            String page = practice.publish(
                    "Rest is not the opposite of work",
                    "Why a Sunday on the sofa can make a Monday stiff, and what a third of the usual does instead.",
                    "rest");
            books(9, "12:00", Reader.of("Ivo Marin", "ivo@client.example", "America/Los_Angeles"), page, 21, .2, "");
            books(10, "19:00", Reader.of("Nora Quist", "nora@client.example", "America/New_York"), page, 21, .6, "");
            books(15, "08:00", Reader.of("Zoë Núñez", "zoe@client.example", "America/Mexico_City"), page, 22, .3, "");
        });
        on(10, "08:00", "Tom comes back and books again: his follow-ups end.", () -> {
            Reader tom = Reader.of("Tom Becker", "tom@client.example", "America/Denver");
            outcomeAfter(practice.book(tom, MONDAY.plusDays(14), .5, ""), tom, "BECAME_CLIENT");
        });
        on(
                11,
                "09:00",
                "Lena unsubscribes from articles with one click.",
                () -> practice.unsubscribeOneClick("lena@client.example"));
    }

    private void third() {
        on(21, "11:10", "Monday morning: one call to close, one to come today.", () -> {});
    }

    /** A reader follows the article's link, books on day {@code callDay}, and the call gets an outcome (or none, if empty). */
    private void books(int day, String time, Reader reader, String page, int callDay, double share, String outcome) {
        on(day, time, reader.name() + " reads the article and books.", () -> {
            String source = practice.followCallToAction(page);
            Call call = practice.book(reader, MONDAY.plusDays(callDay), share, source);
            if (!outcome.isEmpty()) {
                outcomeAfter(call, reader, outcome);
            }
        });
    }

    private void outcomeAfter(Call call, Reader reader, String outcome) {
        at(
                call.end().plus(SHORTLY),
                "The call with " + reader.firstName() + " is over: "
                        + outcome.toLowerCase(Locale.ROOT).replace('_', ' ') + ".",
                () -> practice.record(call, outcome));
    }

    private void on(int day, String time, String sentence, Runnable what) {
        ZonedDateTime at =
                MONDAY.plusDays(day).atTime(java.time.LocalTime.parse(time)).atZone(PRACTICE);
        at(at.toInstant(), sentence, what);
    }

    private void at(Instant instant, String sentence, Runnable what) {
        ahead.add(new Happening(instant, told++, sentence, what));
    }
}
