package throughline.notification.deliverability;

import java.util.List;
import java.util.Locale;
import throughline.notification.deliverability.Dns.Answer;
import throughline.notification.deliverability.Finding.State;

/** What the answers of DNS mean. Pure. */
final class Rules {
    private Rules() {}

    /**
     * RFC 7208.
     *
     * @param relay addresses of the relay, to see whether the record names them; includes are not followed
     */
    static Finding spf(Answer texts, List<String> relay) {
        return switch (texts) {
            case Answer.Unreachable _ -> Finding.unreachable("spf");
            case Answer.None _ -> Finding.of("spf", State.BAD, "none");
            case Answer.Found(List<String> values) -> spf(starting(values, "v=spf1"), relay);
        };
    }

    private static Finding spf(List<String> records, List<String> relay) {
        if (records.size() != 1) {
            return Finding.of("spf", State.BAD, records.isEmpty() ? "none" : "many");
        }
        var record = records.getFirst();
        var terms = List.of(record.toLowerCase(Locale.ROOT).split("\\s+"));
        if (terms.contains("+all") || terms.contains("all")) {
            return Finding.of("spf", State.BAD, "anybody", record);
        }
        boolean named = relay.stream()
                .anyMatch(address -> terms.contains("ip4:" + address) || terms.contains("ip6:" + address));
        boolean others = terms.stream()
                .anyMatch(term -> term.startsWith("include:")
                        || term.startsWith("redirect=")
                        || term.matches("[+]?(a|mx)(:.*)?")
                        || term.matches("ip[46]:.*/\\d+"));
        if (!named && !others) {
            return Finding.of("spf", State.BAD, "without", record);
        }
        boolean ends = terms.contains("-all") || terms.contains("~all") || record.contains("redirect=");
        return ends
                ? Finding.of("spf", State.OK, named ? "names" : "others", record)
                : Finding.of("spf", State.WARN, "open", record);
    }

    /**
     * RFC 6376.
     *
     * @param name under which the key should lie; empty where we sign nothing
     */
    static Finding dkim(String name, Answer texts) {
        if (name.isEmpty()) {
            return Finding.of("dkim", State.WARN, "unsigned");
        }
        return switch (texts) {
            case Answer.Unreachable _ -> Finding.unreachable("dkim");
            case Answer.None _ -> Finding.of("dkim", State.BAD, "none", name);
            case Answer.Found(List<String> values) -> {
                var keys = values.stream()
                        .filter(value -> value.matches("(?s).*\\bp=[A-Za-z0-9+/].*"))
                        .toList();
                yield keys.isEmpty()
                        ? Finding.of("dkim", State.BAD, "revoked", name)
                        : Finding.of("dkim", State.OK, "found", name);
            }
        };
    }

    /** RFC 7489; {@code signer} is the domain that signs, empty for none. */
    static Finding dmarc(Answer texts, String from, String signer) {
        return switch (texts) {
            case Answer.Unreachable _ -> Finding.unreachable("dmarc");
            case Answer.None _ -> Finding.of("dmarc", State.BAD, "none", "_dmarc." + from);
            case Answer.Found(List<String> values) -> {
                var records = starting(values, "v=dmarc1");
                if (records.size() != 1) {
                    yield Finding.of("dmarc", State.BAD, records.isEmpty() ? "none" : "many", "_dmarc." + from);
                }
                if (!signer.isEmpty() && !aligned(from, signer)) {
                    yield Finding.of("dmarc", State.BAD, "unaligned", from, signer);
                }
                boolean watches = records.getFirst().toLowerCase(Locale.ROOT).matches(".*\\bp\\s*=\\s*none\\b.*");
                yield Finding.of(
                        "dmarc", watches ? State.WARN : State.OK, watches ? "watches" : "acts", records.getFirst());
            }
        };
    }

    /** The same domain, or one below the other. */
    private static boolean aligned(String from, String signer) {
        return from.equals(signer) || from.endsWith("." + signer) || signer.endsWith("." + from);
    }

    static Finding mx(Answer servers, String domain) {
        return switch (servers) {
            case Answer.Unreachable _ -> Finding.unreachable("mx");
            case Answer.None _ -> Finding.of("mx", State.BAD, "none", domain);
            case Answer.Found(List<String> values)
            when values.equals(List.of(".")) || values.equals(List.of("")) ->
                Finding.of("mx", State.BAD, "null", domain);
            case Answer.Found(List<String> values) -> Finding.of("mx", State.OK, "found", values.getFirst());
        };
    }

    /** The relay's address has a name, and the name has that address. */
    static Finding ptr(String address, Answer names, Answer back) {
        return switch (names) {
            case Answer.Unreachable _ -> Finding.unreachable("ptr");
            case Answer.None _ -> Finding.of("ptr", State.WARN, "none", address);
            case Answer.Found(List<String> values) ->
                back instanceof Answer.Found(List<String> addresses) && addresses.contains(address)
                        ? Finding.of("ptr", State.OK, "found", values.getFirst())
                        : Finding.of("ptr", State.WARN, "oneway", values.getFirst());
        };
    }

    private static List<String> starting(List<String> values, String with) {
        return values.stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(with))
                .toList();
    }
}
