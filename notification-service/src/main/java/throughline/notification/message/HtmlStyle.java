package throughline.notification.message;

/**
 * How a mail looks. Mail programs know no style sheets, so each element carries its own; the few rules in the head turn the
 * colours over for readers who prefer dark, and narrow the margins on small screens. No images, nothing loaded.
 */
final class HtmlStyle {
    private static final String SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private static final String SERIF = "font-family:'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif;";
    private static final String TABLE = "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    static final String H1 = "class=\"ink\" style=\"margin:0 0 16px;" + SERIF
            + "font-size:28px;line-height:34px;font-weight:600;color:#2a1f2d;\"";
    static final String H2 = "class=\"ink\" style=\"margin:0 0 12px;" + SERIF
            + "font-size:20px;line-height:28px;font-weight:600;color:#2a1f2d;\"";
    static final String TEXT =
            "class=\"ink\" style=\"margin:0 0 16px;" + SANS + "font-size:17px;line-height:26px;color:#2a1f2d;\"";
    static final String QUOTE =
            "class=\"ink\" style=\"margin:0 0 16px;" + SERIF + "font-size:22px;line-height:30px;color:#2a1f2d;\"";
    static final String ITEM =
            "class=\"ink\" style=\"margin:0 0 6px;" + SANS + "font-size:17px;line-height:26px;color:#2a1f2d;\"";
    static final String FOOT =
            "class=\"soft\" style=\"margin:0 0 12px;" + SANS + "font-size:14px;line-height:21px;color:#5f5363;\"";
    static final String LINK = "class=\"fig\" style=\"color:#5c2d56;text-decoration:underline;\"";
    static final String FOOT_LINK = "class=\"fig\" style=\"display:inline-block;padding:11px 18px 11px 0;" + SANS
            + "font-size:14px;line-height:22px;color:#5c2d56;text-decoration:underline;\"";
    static final String FACT_NAME =
            "class=\"soft\" valign=\"top\" width=\"48\" style=\"width:48px;padding:7px 12px 7px 0;" + SANS
                    + "font-size:15px;line-height:22px;color:#5f5363;\"";
    static final String FACT_VALUE = "class=\"ink\" valign=\"top\" style=\"padding:7px 0;" + SANS
            + "font-size:17px;line-height:24px;color:#2a1f2d;\"";
    static final String FACTS_OPEN =
            TABLE + " width=\"100%\" style=\"margin:0 0 20px;\"><tr><td class=\"thread\" width=\"2\""
                    + " style=\"width:2px;background-color:#b0650e;font-size:0;line-height:0;\">&nbsp;</td>"
                    + "<td style=\"padding:2px 0 2px 18px;\">" + TABLE + " width=\"100%\">\n";
    static final String FACTS_CLOSE = "</table></td></tr></table>\n";
    static final String BUTTON_OPEN = TABLE + " style=\"margin:8px 0 24px;\"><tr><td class=\"btn\" bgcolor=\"#5c2d56\""
            + " style=\"border-radius:6px;background-color:#5c2d56;\">";
    static final String BUTTON_LINK = "class=\"btn-a\" style=\"display:inline-block;padding:13px 22px;" + SANS
            + "font-size:17px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;\"";
    static final String QUIET_OPEN = TABLE + " style=\"margin:8px 0 24px;\"><tr><td class=\"line\""
            + " style=\"border:1px solid #857889;border-radius:6px;\">";
    static final String QUIET_LINK = "class=\"fig\" style=\"display:inline-block;padding:12px 21px;" + SANS
            + "font-size:17px;line-height:22px;font-weight:600;color:#5c2d56;text-decoration:none;\"";

    private static final String HEAD = """
            <!doctype html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
            <title>SUBJECT</title>
            <style>
            :root { color-scheme: light dark; supported-color-schemes: light dark; }
            @media (prefers-color-scheme: dark) {
            .ground { background-color: #1a151b !important; }
            .sheet { background-color: #241d26 !important; border-color: #40364a !important; }
            .ink { color: #f1eaf0 !important; }
            .soft { color: #bcb0bd !important; }
            .fig { color: #e2b7db !important; }
            .thread { background-color: #e0a04a !important; }
            .btn { background-color: #e2b7db !important; }
            .btn-a { color: #2a1027 !important; }
            .line { border-color: #8d7f90 !important; }
            }
            @media (max-width: 599px) { .pad { padding: 28px 20px 16px !important; } }
            </style>
            </head>
            <body class="ground" style="margin:0;padding:0;background-color:#f6f3f2;">
            <div role="article" aria-roledescription="email" aria-label="SUBJECT" lang="en">
            <table class="ground" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f6f3f2" style="background-color:#f6f3f2;">
            <tr><td align="center" style="padding:24px 12px;">
            <table class="sheet" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#fffdfc" style="max-width:560px;background-color:#fffdfc;border:1px solid #ddd4d7;border-radius:12px;">
            <tr><td class="pad" align="left" style="padding:36px 40px 20px;">
            """;
    private static final String MIDDLE = """
            </td></tr>
            </table>
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">
            <tr><td class="pad" align="left" style="padding:20px 40px 8px;">
            """;
    private static final String END = """
            </td></tr>
            </table>
            </td></tr>
            </table>
            </div>
            </body>
            </html>
            """;

    private HtmlStyle() {}

    /** The whole page; all three parts already escaped. */
    static String page(String subject, String sheet, String foot) {
        return HEAD.replace("SUBJECT", subject) + sheet + MIDDLE + foot + END;
    }
}
