package throughline.notification.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mail is taken for, by what it says about itself. Pure.
 *
 * @param status enhanced status code of a bounce or delay, or empty
 */
record Taken(Kind kind, String status) {
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern PLAIN_CODE = Pattern.compile("\\b(5\\d\\d|4\\d\\d)[ -]");
    private static final Pattern MACHINE_SUBJECT = Pattern.compile(
            "^(auto(matic|matische|matisch)?[ -]?(reply|antwort|response)|out of (the )?office|abwesenheit|"
                    + "autoreply|vacation|absence|réponse automatique|respuesta automática)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Set<String> MACHINES =
            Set.of("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply");

    static Taken of(ReadMail mail) {
        return switch (mail.reportType()) {
            case "delivery-status" -> ofDeliveryStatus(mail);
            case "feedback-report" -> new Taken(Kind.COMPLAINT, "");
            case "disposition-notification" -> new Taken(Kind.AUTO_REPLY, "");
            default -> ofOrdinary(mail);
        };
    }

    private static Taken ofDeliveryStatus(ReadMail mail) {
        var status = find(STATUS, mail.report().getOrDefault("status", ""));
        return switch (mail.report().getOrDefault("action", "").toLowerCase(Locale.ROOT)) {
            case "failed" -> new Taken(Kind.BOUNCE, status.isEmpty() ? "5.0.0" : status);
            case "delayed" -> new Taken(Kind.DELAY, status);
            case "delivered", "relayed", "expanded" -> new Taken(Kind.AUTO_REPLY, status);
            default -> status.startsWith("5.") ? new Taken(Kind.BOUNCE, status) : new Taken(Kind.UNKNOWN, status);
        };
    }

    private static Taken ofOrdinary(ReadMail mail) {
        if (isFromTheMailSystem(mail)) {
            var status = find(STATUS, mail.text());
            boolean plain = PLAIN_CODE.matcher(mail.text()).find();
            if (status.startsWith("5.") || (status.isEmpty() && plain)) {
                return new Taken(Kind.BOUNCE, status.isEmpty() ? "5.0.0" : status);
            }
            return new Taken(status.startsWith("4.") ? Kind.DELAY : Kind.AUTO_REPLY, status);
        }
        return new Taken(isMachine(mail) ? Kind.AUTO_REPLY : Kind.REPLY, "");
    }

    private static boolean isFromTheMailSystem(ReadMail mail) {
        return mail.lower("from").matches(".*\\b(mailer-daemon|postmaster)@.*");
    }

    /** RFC 3834, and what programs say that do not know it. */
    private static boolean isMachine(ReadMail mail) {
        var submitted = mail.lower("auto-submitted");
        return (!submitted.isEmpty() && !submitted.startsWith("no"))
                || mail.header("return-path").strip().equals("<>")
                || List.of(
                                "x-autoreply",
                                "x-autorespond",
                                "x-auto-response",
                                "list-id",
                                "list-unsubscribe",
                                "feedback-id")
                        .stream()
                        .anyMatch(name -> !mail.header(name).isEmpty())
                || mail.lower("x-auto-response-suppress").matches(".*\\b(all|oof|autoreply)\\b.*")
                || Set.of("bulk", "junk", "list", "auto_reply").contains(mail.lower("precedence"))
                || MACHINES.contains(localPart(mail.lower("from")))
                || MACHINE_SUBJECT.matcher(mail.header("subject").strip()).matches();
    }

    /** Before the at-sign of {@code Name <local@domain>}. */
    private static String localPart(String from) {
        var address = from.substring(from.lastIndexOf('<') + 1);
        int at = address.indexOf('@');
        return at < 0 ? "" : address.substring(0, at).strip();
    }

    private static String find(Pattern pattern, String in) {
        var found = pattern.matcher(in);
        return found.find() ? found.group(1) : "";
    }

    /** Nobody can be reached there: no such mailbox or domain, a mailbox that was closed (RFC 3463). */
    boolean isUndeliverable() {
        boolean noSuchPlace = status.startsWith("5.1.") && !isAboutTheSender();
        return noSuchPlace || status.equals("5.2.1") || status.equals("5.4.4");
    }

    /** About us, not about the recipient. */
    boolean isAboutTheSender() {
        return status.startsWith("5.7.") || status.equals("5.1.8") || status.equals("5.1.7");
    }
}
