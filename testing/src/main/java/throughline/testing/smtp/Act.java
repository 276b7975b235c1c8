package throughline.testing.smtp;

import java.time.Duration;

/** What the server does instead of behaving well. */
sealed interface Act {

    /** Answers with this line (or these lines) and goes on. */
    record Answer(String text) implements Act {
        int code() {
            return Integer.parseInt(text.substring(0, 3));
        }

        boolean isNumeric() {
            return text.length() > 3 && text.substring(0, 3).chars().allMatch(Character::isDigit);
        }
    }

    /** Ends the connection without an answer; {@code reset} tears it down at once (RST), otherwise it is closed in order (FIN). */
    record Drop(boolean reset) implements Act {}

    /** Reads that many bytes of the body, then ends the connection. */
    record Cut(int bytes, boolean reset) implements Act {}

    /** Takes the mail, then ends the connection instead of saying so. */
    record AcceptThenDrop(boolean reset) implements Act {}

    /** Waits, then behaves well. */
    record Wait(Duration time) implements Act {}
}
