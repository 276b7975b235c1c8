/**
 * Turns a template and a few values into one e-mail: text, HTML, calendar part and headers.
 * The same input always gives the same mail, so that a mail tried again is the mail that was tried first.
 *
 * <p>Templates are Markdown with variables {@code {{client.firstName|there}}}; nothing else is evaluated. A paragraph that is
 * only a link becomes a button ({@code [Move or cancel](…  "quiet")} a quiet one), a list whose items all begin in bold
 * becomes the table of facts, a quotation the one sentence set large.
 */
@NullMarked
package throughline.notification.message;

import org.jspecify.annotations.NullMarked;
