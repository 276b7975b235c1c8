package throughline.notification.message;

import org.jspecify.annotations.Nullable;

/**
 * How the reader ends this kind of mail; present on everything that is not about the reader's own call.
 *
 * @param listId names the kind, for {@code List-Id}: {@code articles}, {@code follow-ups}
 * @param link https address whose POST ends it at once (RFC 8058)
 * @param preferences address of the preference page, if there is one
 * @param label what the link in the footer says: {@code Stop these mails}
 */
public record Unsubscribe(
        String listId, String link, @Nullable String preferences, String label) {}
